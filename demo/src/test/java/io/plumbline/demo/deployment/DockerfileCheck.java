package io.plumbline.demo.deployment;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Whether the Dockerfile builds what exists and runs it as it should be run. */
final class DockerfileCheck {
  private static final Pattern BUILT = Pattern.compile("/src/([^/]+)/target/(\\S+)");

  private final RepositoryFiles files;
  private final Map<String, ImageTarget> targets;
  private final List<String> problems = new ArrayList<>();

  DockerfileCheck(RepositoryFiles files) {
    this.files = files;
    this.targets = ImageTarget.read(files.read("Dockerfile"));
  }

  List<String> problems() {
    String release = files.property("maven.compiler.release");
    ImageTarget build = targets.get("build");
    if (build == null || !build.from().endsWith("-" + release)) {
      problems.add("Dockerfile: the target build is not on JDK " + release);
      return problems;
    }
    for (MatchResult modules :
        Pattern.compile("-pl (\\S+)").matcher(build.run()).results().toList()) {
      for (String module : modules.group(1).split(",", -1)) {
        require(files.modules().contains(module), "-pl names no module: " + module);
      }
    }
    for (ImageTarget target : targets.values()) {
      if (!target.equals(build)) {
        check(target, release);
      }
    }
    return problems;
  }

  private void check(ImageTarget target, String release) {
    String name = target.name();
    boolean known = targets.containsKey(target.from());
    boolean onJava = target.from().contains(":" + release + "-");
    require(known || onJava, name + " is not on Java " + release + ": " + target.from());
    require(!target.user().isEmpty() && !target.user().equals("root"), name + " runs as root");
    target.copies().forEach(copy -> checkCopy(name, copy));
    if (name.equals("runtime")) {
      return;
    }
    require(!target.entrypoint().isEmpty(), name + " has no entry point in exec form");
    require(files.hasClass(target.mainClass()), name + " starts no class: " + target.mainClass());
    checkEntrypoint(target);
    checkPorts(target);
  }

  private void checkCopy(String name, String copy) {
    String from = copy.replace("--from=build ", "").split(" ", -1)[0];
    if (!copy.startsWith("--from=build")) {
      require(from.equals(".") || files.exists(from), name + " copies nothing: " + from);
      return;
    }
    MatchResult built = BUILT.matcher(from).results().findFirst().orElse(null);
    if (built == null) {
      problems.add("Dockerfile: " + name + " copies what is not built: " + from);
      return;
    }
    String module = built.group(1);
    boolean jar = built.group(2).equals(module + ".jar");
    require(files.modules().contains(module), name + " copies from no module: " + module);
    require(jar || built.group(2).equals("lib"), name + " copies what is not built: " + from);
    require(
        files.exists(module + "/pom.xml")
            && files
                .read(module + "/pom.xml")
                .contains("<distribution.skip>false</distribution.skip>"),
        name + " copies from a module without target/lib: " + module);
  }

  private void checkEntrypoint(ImageTarget target) {
    String path = String.join(" ", target.entrypoint());
    for (String copy : target.copies()) {
      String[] words = copy.split(" ", -1);
      String last = words[words.length - 1];
      String source = words[words.length - 2];
      if (source.endsWith(".jar")) {
        String jar = last + source.substring(source.lastIndexOf('/') + 1);
        require(path.contains(jar), target.name() + " does not start its jar: " + jar);
      }
      if (source.endsWith("/lib")) {
        require(path.contains(last + "/*"), target.name() + " does not use: " + last);
      }
    }
  }

  /** The ports of health checks and of the configuration are exposed. */
  private void checkPorts(ImageTarget target) {
    for (String word : target.healthcheck()) {
      if (word.startsWith("http://localhost:")) {
        int port = URI.create(word).getPort();
        require(target.ports().contains(port), target.name() + " checks a closed port: " + port);
      }
    }
    String config = "otel-config/" + target.name() + ".yaml";
    if (!files.exists(config)) {
      return;
    }
    require(!target.healthcheck().isEmpty(), target.name() + " has no health check");
    for (ConfigVariable variable : ConfigVariable.in(files.read(config))) {
      String value = target.environment().getOrDefault(variable.name(), variable.byDefault());
      if (variable.isListener()) {
        String port = value.substring(value.lastIndexOf(':') + 1);
        require(
            target.ports().contains(Integer.valueOf(port)),
            target.name() + " does not expose " + variable.name() + " " + port);
        require(
            value.startsWith("0.0.0.0:") || !value.contains(":"),
            target.name() + " listens to itself only: " + variable.name() + "=" + value);
      }
    }
    for (String name : target.environment().keySet()) {
      boolean known =
          ConfigVariable.in(files.read(config)).stream().anyMatch(v -> v.name().equals(name));
      require(
          known || ConfigVariable.OF_CODE.contains(name),
          target.name() + " sets an unknown variable: " + name);
    }
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      problems.add("Dockerfile: " + problem);
    }
  }
}
