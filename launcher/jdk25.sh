# Finds a JDK 25. To be sourced by bash.

# A JDK says its version in its file `release`; reading it is quicker than starting it.
is_jdk_25() { # home
  local line
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line; do
    case $line in
      'JAVA_VERSION="25"'* | 'JAVA_VERSION="25.'* | 'JAVA_VERSION="25+'*) return 0 ;;
    esac
  done <"$1/release"
  return 1
}

# Sets java_home, or fails and sets jdk_problem.
find_jdk_25() {
  local candidate home=${HOME:-/nonexistent}
  jdk_problem='no JDK 25 found; install one, or point BRINK_JAVA_HOME to it'
  if [ -n "${BRINK_JAVA_HOME:-}" ]; then
    jdk_problem="BRINK_JAVA_HOME=$BRINK_JAVA_HOME is not a JDK 25"
    java_home=$BRINK_JAVA_HOME
    is_jdk_25 "$java_home"
    return
  fi
  if [ -n "${JAVA_HOME:-}" ] && is_jdk_25 "$JAVA_HOME"; then
    java_home=$JAVA_HOME
    return
  fi
  if candidate=$(command -v javac) && candidate=$(readlink -f "$candidate" 2>/dev/null); then
    java_home=${candidate%/bin/javac}
    is_jdk_25 "$java_home" && return
  fi
  for java_home in \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/*jdk* /usr/local/*jdk* \
    "$home"/.sdkman/candidates/java/* "$home"/.jdks/* "$home"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home; do
    is_jdk_25 "$java_home" && return
  done
  return 1
}
