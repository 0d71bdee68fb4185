package dev.botflow.workbench;

import java.util.Optional;

/**
 * Tells who calls, as the host knows it: by its session, its proxy's headers, its single sign-on. Asked for every call, from
 * many threads.
 */
@FunctionalInterface
public interface IdentityProvider {

  /**
   * Who calls.
   *
   * @return empty for nobody the host knows, who is then answered 401
   */
  Optional<Identity> identify(RequestView request);
}
