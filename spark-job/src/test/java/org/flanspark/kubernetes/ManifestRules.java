package org.flanspark.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.network.util.JavaUtils;
import org.flanspark.kubernetes.SparkApplication.Application;

/**
 * What must be true of manifests and profile together, and no schema says: names, ports, images and
 * sums that agree, and rights no wider than they have to be.
 */
final class ManifestRules {
  private final Manifests manifests;
  private final Map<String, String> profile;
  private final List<String> problems = new ArrayList<>();

  private ManifestRules(Manifests manifests, Map<String, String> profile) {
    this.manifests = manifests;
    this.profile = profile;
  }

  /**
   * What is wrong.
   *
   * @param profile the settings of spark-defaults.conf
   */
  static List<String> problems(Manifests manifests, Map<String, String> profile) {
    ManifestRules rules = new ManifestRules(manifests, profile);
    rules.namespaces();
    rules.accounts();
    rules.roles();
    rules.images();
    rules.pods();
    rules.claims();
    rules.quota();
    rules.applications();
    rules.problems.addAll(new NetworkRules(manifests, profile).problems());
    return List.copyOf(rules.problems);
  }

  private void namespaces() {
    String namespace = profile.getOrDefault("spark.kubernetes.namespace", "default");
    require(
        manifests.all(Namespace.class).stream()
            .anyMatch(one -> one.getMetadata().getName().equals(namespace)),
        "The profile's namespace " + namespace + " is not made");
    Stream<HasMetadata> objects =
        manifests.all(HasMetadata.class).stream()
            .filter(one -> !(one instanceof Namespace) && !(one instanceof Pod));
    objects.forEach(
        one ->
            require(
                namespace.equals(one.getMetadata().getNamespace()),
                "%s %s is in another namespace"
                    .formatted(one.getKind(), one.getMetadata().getName())));
    manifests
        .all(SparkApplication.class)
        .forEach(
            one ->
                require(
                    namespace.equals(one.metadata().getNamespace()),
                    "SparkApplication is in another namespace"));
    manifests
        .all(ScheduledSparkApplication.class)
        .forEach(
            one ->
                require(
                    namespace.equals(one.metadata().getNamespace()),
                    "ScheduledSparkApplication is in another namespace"));
  }

  private void accounts() {
    Set<String> made =
        manifests.all(ServiceAccount.class).stream()
            .map(one -> one.getMetadata().getName())
            .collect(Collectors.toSet());
    Set<String> used = new HashSet<>();
    String driver = profile.get("spark.kubernetes.authenticate.driver.serviceAccountName");
    String executor = profile.get("spark.kubernetes.authenticate.executor.serviceAccountName");
    used.add(String.valueOf(driver));
    used.add(String.valueOf(executor));
    manifests
        .all(CronJob.class)
        .forEach(
            one ->
                used.add(
                    one.getSpec()
                        .getJobTemplate()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getServiceAccountName()));
    applicationsOf().forEach(one -> used.add(one.driver().serviceAccount()));
    Set<String> bound = new HashSet<>();
    for (RoleBinding binding : manifests.all(RoleBinding.class)) {
      for (Subject subject : binding.getSubjects()) {
        if (subject.getKind().equals("ServiceAccount")) {
          bound.add(subject.getName());
        }
      }
    }
    used.addAll(bound);
    used.forEach(
        one -> require(made.contains(one), "ServiceAccount " + one + " is used and not made"));
    require(driver != null && bound.contains(driver), "The driver's account has no role");
    require(executor == null || !bound.contains(executor), "The executors' account has a role");
  }

  private void roles() {
    Set<String> made =
        manifests.all(Role.class).stream()
            .map(one -> one.getMetadata().getName())
            .collect(Collectors.toSet());
    for (RoleBinding binding : manifests.all(RoleBinding.class)) {
      require(
          binding.getRoleRef().getKind().equals("Role")
              && made.contains(binding.getRoleRef().getName()),
          "RoleBinding %s binds no Role of ours: %s %s"
              .formatted(
                  binding.getMetadata().getName(),
                  binding.getRoleRef().getKind(),
                  binding.getRoleRef().getName()));
    }
    for (Role role : manifests.all(Role.class)) {
      for (PolicyRule rule : role.getRules()) {
        require(
            Stream.of(rule.getApiGroups(), rule.getResources(), rule.getVerbs())
                .noneMatch(list -> list.contains("*")),
            "Role %s allows everything by *".formatted(role.getMetadata().getName()));
        require(
            rule.getResources().stream().noneMatch("secrets"::equals),
            "Role %s reads secrets".formatted(role.getMetadata().getName()));
      }
    }
  }

  private void images() {
    String image = profile.getOrDefault("spark.kubernetes.container.image", "");
    require(
        image.matches("[^@]+/[^:@]+:[\\w.-]+(@sha256:[0-9a-f]{64})?") && !image.endsWith(":latest"),
        "The profile's image has no tag of its own: " + image);
    Set<String> images = new HashSet<>();
    manifests
        .all(CronJob.class)
        .forEach(
            one ->
                one
                    .getSpec()
                    .getJobTemplate()
                    .getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .stream()
                    .map(Container::getImage)
                    .forEach(images::add));
    applicationsOf().forEach(one -> images.add(one.image()));
    images.forEach(one -> require(image.equals(one), "Another image than the profile's: " + one));
  }

  private void pods() {
    for (DeployedPod pod : DeployedPod.of(manifests)) {
      problems.addAll(PodRules.problems(pod.where(), pod.spec()));
    }
    for (CronJob job : manifests.all(CronJob.class)) {
      for (Container container :
          job.getSpec().getJobTemplate().getSpec().getTemplate().getSpec().getContainers()) {
        require(
            container.getResources() != null
                && container.getResources().getLimits().containsKey("memory"),
            "CronJob: no memory limit");
      }
    }
  }

  private void claims() {
    Set<String> made =
        manifests.all(PersistentVolumeClaim.class).stream()
            .map(one -> one.getMetadata().getName())
            .collect(Collectors.toSet());
    Stream<String> ofPods =
        DeployedPod.of(manifests).stream().flatMap(one -> one.claims().stream());
    Stream<String> ofProfile =
        profile.entrySet().stream()
            .filter(one -> one.getKey().endsWith(".options.claimName"))
            .map(Map.Entry::getValue);
    Stream.concat(ofPods, ofProfile)
        .distinct()
        .forEach(
            one ->
                require(
                    made.contains(one), "PersistentVolumeClaim " + one + " is used and not made"));
    manifests
        .all(PersistentVolumeClaim.class)
        .forEach(
            one ->
                require(
                    one.getSpec().getAccessModes().equals(List.of("ReadWriteMany")),
                    "Pods on several nodes cannot write to claim " + one.getMetadata().getName()));
  }

  /** The profile's own run has to fit, and no pod of it may be larger than one may be. */
  private void quota() {
    long driver = mebibytes("spark.driver.memory") + mebibytes("spark.driver.memoryOverhead");
    long executor = mebibytes("spark.executor.memory") + mebibytes("spark.executor.memoryOverhead");
    long executors = Long.parseLong(profile.getOrDefault("spark.executor.instances", "2"));
    long cores = Long.parseLong(profile.getOrDefault("spark.executor.cores", "1"));
    Map<String, BigDecimal> asked =
        Map.of(
            "limits.memory", bytes(driver + executors * executor),
            "requests.memory", bytes(driver + executors * executor),
            "requests.cpu", BigDecimal.valueOf(1 + executors * cores),
            "pods", BigDecimal.valueOf(1 + executors),
            "requests.nvidia.com/gpu", BigDecimal.valueOf(executors));
    for (ResourceQuota quota : manifests.all(ResourceQuota.class)) {
      asked.forEach(
          (what, amount) -> {
            Quantity hard = quota.getSpec().getHard().get(what);
            require(
                hard != null && Quantity.getAmountInBytes(hard).compareTo(amount) >= 0,
                "The quota's %s is too small for the profile's run: %s, needed %s"
                    .formatted(what, hard, amount));
          });
      for (PersistentVolumeClaim claim : manifests.all(PersistentVolumeClaim.class)) {
        Quantity storage = claim.getSpec().getResources().getRequests().get("storage");
        Quantity hard = quota.getSpec().getHard().get("requests.storage");
        require(
            hard != null
                && Quantity.getAmountInBytes(hard).compareTo(Quantity.getAmountInBytes(storage))
                    >= 0,
            "The quota's requests.storage is too small for the claim");
      }
    }
    require(!manifests.all(ResourceQuota.class).isEmpty(), "There is no quota");
    for (LimitRange range : manifests.all(LimitRange.class)) {
      Quantity largest = range.getSpec().getLimits().get(0).getMax().get("memory");
      require(
          Quantity.getAmountInBytes(largest).compareTo(bytes(Math.max(driver, executor))) >= 0,
          "A pod of the profile is larger than the LimitRange allows");
    }
  }

  /** The operator reads no profile: what is said twice has to be the same. */
  private void applications() {
    for (Application application : applicationsOf()) {
      application
          .sparkConf()
          .forEach(
              (key, value) -> {
                String right = profile.get(key);
                boolean options = key.endsWith("JavaOptions") && right != null;
                require(
                    options ? value.startsWith(right) : value.equals(right),
                    "sparkConf's %s is %s, and the profile's %s".formatted(key, value, right));
              });
      require(
          application.driver().memory().equals(profile.get("spark.driver.memory"))
              && application
                  .driver()
                  .memoryOverhead()
                  .equals(profile.get("spark.driver.memoryOverhead"))
              && application.executor().memory().equals(profile.get("spark.executor.memory"))
              && application
                  .executor()
                  .memoryOverhead()
                  .equals(profile.get("spark.executor.memoryOverhead")),
          "An application's memory is not the profile's");
      require(
          application.sparkConf().containsKey("spark.driver.port")
              && application.sparkConf().containsKey("spark.driver.blockManager.port")
              && application.sparkConf().containsKey("spark.blockManager.port"),
          "An application leaves ports to chance, which the NetworkPolicy closes");
    }
  }

  private List<Application> applicationsOf() {
    return Stream.concat(
            manifests.all(SparkApplication.class).stream().map(SparkApplication::spec),
            manifests.all(ScheduledSparkApplication.class).stream()
                .map(one -> one.spec().template()))
        .toList();
  }

  private long mebibytes(String key) {
    return JavaUtils.byteStringAsMb(profile.getOrDefault(key, "0"));
  }

  private static BigDecimal bytes(long mebibytes) {
    return BigDecimal.valueOf(mebibytes).multiply(BigDecimal.valueOf(1 << 20));
  }

  private void require(boolean right, String otherwise) {
    if (!right) {
      problems.add(otherwise);
    }
  }
}
