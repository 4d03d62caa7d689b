package dev.obor.load;

import org.jspecify.annotations.Nullable;

/**
 * An artifact of Maven's.
 *
 * @param group the groupId
 * @param artifact the artifactId
 * @param version the version
 * @param classifier the classifier, or null
 */
record Dependency(String group, String artifact, String version, @Nullable String classifier) {
  /** Reads {@code groupId:artifactId:version} with or without {@code :classifier}. */
  static Dependency parse(String coordinates) {
    String[] parts = coordinates.split(":", -1);
    if (parts.length < 3 || parts.length > 4 || coordinates.contains("::")) {
      throw new IllegalArgumentException(
          "expected groupId:artifactId:version[:classifier] but got " + coordinates);
    }
    return new Dependency(parts[0], parts[1], parts[2], parts.length == 4 ? parts[3] : null);
  }

  /** Returns the part of the version that the presets take from the library itself. */
  String libraryVersion() {
    int dash = version.indexOf('-');
    return dash < 0 ? version : version.substring(0, dash);
  }

  /** Returns the element to paste into a {@code pom.xml}. */
  String xml() {
    StringBuilder xml = new StringBuilder("  <dependency>\n");
    element(xml, "groupId", group);
    element(xml, "artifactId", artifact);
    element(xml, "version", version);
    if (classifier != null) {
      element(xml, "classifier", classifier);
    }
    return xml.append("  </dependency>").toString();
  }

  private static void element(StringBuilder xml, String name, String value) {
    xml.append("    <")
        .append(name)
        .append('>')
        .append(value)
        .append("</")
        .append(name)
        .append(">\n");
  }

  /** Returns {@code groupId:artifactId:version[:classifier]}. */
  @Override
  public String toString() {
    String base = group + ":" + artifact + ":" + version;
    return classifier == null ? base : base + ":" + classifier;
  }
}
