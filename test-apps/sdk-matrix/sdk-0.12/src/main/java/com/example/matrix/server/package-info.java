/** The matrix server on one shape of the SDK's API. */
@NullMarked
package com.example.matrix.server;

import org.jspecify.annotations.NullMarked;
