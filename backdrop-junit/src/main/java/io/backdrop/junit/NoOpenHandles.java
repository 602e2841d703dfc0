package io.backdrop.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fails each test that leaves open a {@link io.backdrop.Backdrop}, {@link io.backdrop.Arc} or
 * {@link io.backdrop.UniqueArc} that it made: on a class for all its tests, nested ones too, or on
 * one test.
 *
 * {@snippet file="io/backdrop/junit/Snippets.java" region="no-open-handles"}
 *
 * <p>The failure names the type of each value and has a stack trace of where each handle was made.
 * Handles with the same stack trace, as a loop makes them, are told together, with their number; of
 * many stack traces, there are the first twenty. Where the test has failed already, that stays its
 * failure, and this one is suppressed in it.
 *
 * <p>A test is what runs from the making of its instance until after the last {@code @AfterEach}.
 * What is wrapped by its thread, or by one that it started, belongs to it; see {@link
 * io.backdrop.HandleScope} for the threads that do not count. A handle that another thread is still
 * using at the end is open: let the test wait for its threads. What is made for several tests, in
 * {@code @BeforeAll} or by the constructor of an instance for all of them, is not looked at, and
 * neither are further handles on such a value, as a test makes them by {@code share}. Tests may run
 * in parallel. What an extension makes for the test and JUnit closes after it, out of a store, is
 * open then. A {@code @TestFactory} and its dynamic tests are one test, which fails as the factory;
 * what they make on other threads, where JUnit runs them in parallel, is not looked at.
 *
 * <p>Needs JUnit 5.13 or newer.
 *
 * <p>To have it for all tests, let JUnit detect extensions automatically, and name {@link
 * OpenHandlesExtension} in {@code META-INF/services/org.junit.jupiter.api.extension.Extension}.
 */
@Documented
@ExtendWith(OpenHandlesExtension.class)
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface NoOpenHandles {}
