/** The documentation server under the agent, with a client that keeps it busy. */
@NullMarked
package com.example.demo;

import org.jspecify.annotations.NullMarked;
