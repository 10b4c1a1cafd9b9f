/** A server that measures itself with libraries of its own choice. */
@NullMarked
package com.example.telemetry;

import org.jspecify.annotations.NullMarked;
