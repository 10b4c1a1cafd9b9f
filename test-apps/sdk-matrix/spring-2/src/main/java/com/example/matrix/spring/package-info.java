@NullMarked
package com.example.matrix.spring;

import org.jspecify.annotations.NullMarked;
