@NullMarked
package dev.obor.tutorials.service;

import org.jspecify.annotations.NullMarked;
