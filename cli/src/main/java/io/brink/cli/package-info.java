/**
 * The command line: one class for each command, which reads its arguments, asks the core and
 * returns a {@link io.brink.report.Report}.
 *
 * <p>Results go to standard output, everything else to standard error. Exit codes are in {@link
 * io.brink.cli.ExitCode}. Bad input is one line on standard error that says what was wrong, where,
 * and what is allowed; see {@link io.brink.cli.ErrorLines}. Output does not depend on the locale.
 */
package io.brink.cli;
