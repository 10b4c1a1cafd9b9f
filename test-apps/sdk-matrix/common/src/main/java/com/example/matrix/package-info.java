/** What the matrix server does, the same on every SDK version; knows no SDK. */
@NullMarked
package com.example.matrix;

import org.jspecify.annotations.NullMarked;
