/** Indexes folders in many ways. */
@NullMarked
package com.example.index;

import org.jspecify.annotations.NullMarked;
