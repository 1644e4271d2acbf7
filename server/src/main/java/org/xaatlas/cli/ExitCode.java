package org.xaatlas.cli;

/** How a command ended, as the shell sees it. */
final class ExitCode {
  static final int DONE = 0;
  static final int REFUSED = 1;
  static final int USAGE = 2;
  static final int ENVIRONMENT = 3;

  private ExitCode() {}
}
