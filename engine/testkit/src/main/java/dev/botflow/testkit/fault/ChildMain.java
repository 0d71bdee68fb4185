package dev.botflow.testkit.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * What a {@link ChildJvm} really starts: the program asked for, and a thread that ends it when its parent is gone,
 * however that went.
 */
final class ChildMain {
  /** The exit status of a child that was left alone. */
  static final int ORPHANED = 87;

  private ChildMain() {}

  public static void main(String[] args) throws Exception {
    Thread watch = new Thread(ChildMain::endWithParent, "child-jvm-watch");
    watch.setDaemon(true);
    watch.start();
    Method main = Class.forName(args[0]).getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  // The parent never writes: its end is the only thing that can be read.
  private static void endWithParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      Runtime.getRuntime().halt(ORPHANED);
    }
    Runtime.getRuntime().halt(ORPHANED);
  }
}
