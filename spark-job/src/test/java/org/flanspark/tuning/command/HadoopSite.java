package org.flanspark.tuning.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * The configuration of an HDFS and a YARN on the loopback interface, at ports that were free: a
 * folder for each NodeManager, and one for all others and for clients.
 */
final class HadoopSite {
  /** Cards of each NodeManager, which counts them and does not look for them. */
  static final int CARDS_PER_NODE = 2;

  /** Of each NodeManager's containers, in MiB. */
  private static final int NODE_MEMORY = 3072;

  private static final int CORES_PER_NODE = 4;

  private static final int PORTS = 7;
  private static final int PORTS_PER_NODE = 3;

  private final Path folder;
  private final List<Integer> ports;
  private int portsGiven;

  private final int nameNodePage;
  private final int resourceManagerPage;
  private final String fileSystem;
  private final Map<String, String> yarn = new TreeMap<>();

  /**
   * Writes {@code client}, and {@code node-0}, {@code node-1}, ... for the NodeManagers.
   *
   * @param folder for the configuration and for what the servers store
   */
  HadoopSite(Path folder, int nodes) throws IOException {
    this.folder = folder;
    this.ports = freePorts(PORTS + PORTS_PER_NODE * nodes);
    this.fileSystem = "hdfs://" + address();
    this.nameNodePage = port();
    this.resourceManagerPage = port();
    writeHdfs(client());
    setYarn();
    writeYarn(client(), yarn);
    for (int node = 0; node < nodes; node++) {
      writeHdfs(node(node));
      writeYarn(node(node), ofNode(node));
    }
  }

  /** What {@code HADOOP_CONF_DIR} names for clients; NameNode, DataNode and ResourceManager too. */
  Path client() {
    return folder.resolve("conf-client");
  }

  Path node(int number) {
    return folder.resolve("conf-node-" + number);
  }

  /** The default file system, as {@code hdfs://127.0.0.1:40123}. */
  String fileSystem() {
    return fileSystem;
  }

  String nameNodePage() {
    return "http://127.0.0.1:" + nameNodePage;
  }

  String resourceManagerPage() {
    return "http://127.0.0.1:" + resourceManagerPage;
  }

  private void writeHdfs(Path conf) throws IOException {
    // Their pages are in Hadoop's archive and not in its jars; without a folder HDFS does not
    // start.
    Files.createDirectories(conf.resolve("webapps/hdfs"));
    Files.createDirectories(conf.resolve("webapps/datanode"));
    write(
        conf.resolve("core-site.xml"),
        Map.of(
            "fs.defaultFS",
            fileSystem,
            "hadoop.tmp.dir",
            folder.resolve("tmp-" + conf.getFileName()).toString()));
    write(
        conf.resolve("hdfs-site.xml"),
        Map.ofEntries(
            Map.entry("dfs.replication", "1"),
            Map.entry("dfs.namenode.name.dir", folder.resolve("names").toUri().toString()),
            Map.entry("dfs.datanode.data.dir", folder.resolve("blocks").toUri().toString()),
            Map.entry("dfs.namenode.rpc-bind-host", "127.0.0.1"),
            Map.entry("dfs.namenode.http-address", "127.0.0.1:" + nameNodePage),
            Map.entry("dfs.namenode.safemode.extension", "0"),
            Map.entry("dfs.datanode.hostname", "127.0.0.1"),
            Map.entry("dfs.datanode.address", "127.0.0.1:0"),
            Map.entry("dfs.datanode.ipc.address", "127.0.0.1:0"),
            Map.entry("dfs.datanode.http.address", "127.0.0.1:0"),
            // With one DataNode there is no other to go on with.
            Map.entry("dfs.client.block.write.replace-datanode-on-failure.policy", "NEVER")));
  }

  private void setYarn() {
    yarn.putAll(
        Map.of(
            "yarn.resourcemanager.hostname",
            "127.0.0.1",
            "yarn.resourcemanager.bind-host",
            "127.0.0.1",
            "yarn.resourcemanager.address",
            address(),
            "yarn.resourcemanager.scheduler.address",
            address(),
            "yarn.resourcemanager.resource-tracker.address",
            address(),
            "yarn.resourcemanager.admin.address",
            address(),
            "yarn.resourcemanager.webapp.address",
            "127.0.0.1:" + resourceManagerPage,
            "yarn.scheduler.minimum-allocation-mb",
            "256",
            "yarn.scheduler.maximum-allocation-mb",
            Integer.toString(NODE_MEMORY)));
  }

  private Map<String, String> ofNode(int number) {
    Map<String, String> keys = new TreeMap<>(yarn);
    keys.putAll(
        Map.of(
            "yarn.nodemanager.hostname", "127.0.0.1",
            "yarn.nodemanager.bind-host", "127.0.0.1",
            "yarn.nodemanager.address", address(),
            "yarn.nodemanager.localizer.address", address(),
            "yarn.nodemanager.webapp.address", address(),
            "yarn.nodemanager.resource.memory-mb", Integer.toString(NODE_MEMORY),
            "yarn.nodemanager.resource.cpu-vcores", Integer.toString(CORES_PER_NODE)));
    keys.putAll(
        Map.of(
            "yarn.nodemanager.local-dirs",
            folder.resolve("local-" + number).toString(),
            "yarn.nodemanager.log-dirs",
            containerLogs(number).toString(),
            // A JVM reserves far more than it uses; what it uses stays limited.
            "yarn.nodemanager.vmem-check-enabled",
            "false",
            // A disk that is nearly full is enough for a test.
            "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage",
            "99.5",
            "yarn.nodemanager.resource-plugins",
            "yarn.io/gpu",
            "yarn.nodemanager.resource-plugins.gpu.allowed-gpu-devices",
            "0:0,1:1"));
    return keys;
  }

  /** What containers of a NodeManager print, a folder each. */
  Path containerLogs(int node) {
    return folder.resolve("containers-" + node);
  }

  private static void writeYarn(Path conf, Map<String, String> yarn) throws IOException {
    write(conf.resolve("yarn-site.xml"), yarn);
    write(conf.resolve("resource-types.xml"), Map.of("yarn.resource-types", "yarn.io/gpu"));
    write(
        conf.resolve("capacity-scheduler.xml"),
        Map.of(
            "yarn.scheduler.capacity.root.queues",
            "default",
            "yarn.scheduler.capacity.root.default.capacity",
            "100",
            "yarn.scheduler.capacity.maximum-am-resource-percent",
            "0.5",
            "yarn.scheduler.capacity.resource-calculator",
            "org.apache.hadoop.yarn.util.resource.DominantResourceCalculator"));
    Files.writeString(
        conf.resolve("log4j.properties"),
        """
        log4j.rootLogger=INFO,console
        log4j.appender.console=org.apache.log4j.ConsoleAppender
        log4j.appender.console.target=System.err
        log4j.appender.console.layout=org.apache.log4j.PatternLayout
        log4j.appender.console.layout.ConversionPattern=%d{HH:mm:ss} %p %c{1}: %m%n
        """);
  }

  private static void write(Path file, Map<String, String> keys) throws IOException {
    Configuration configuration = new Configuration(false);
    keys.forEach(configuration::set);
    try (var out = Files.newBufferedWriter(file)) {
      configuration.writeXml(out);
    }
  }

  private String address() {
    return "127.0.0.1:" + port();
  }

  private int port() {
    return ports.get(portsGiven++);
  }

  /** All are held until the last is found, so that they differ. */
  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }
}
