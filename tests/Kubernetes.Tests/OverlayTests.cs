using k8s.Models;
using Traceability.Gateway;
using Traceability.Hosting;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Traceability.Kubernetes.Tests;

public sealed class OverlayTests
{
    private const string Port = "ASPNETCORE_HTTP_PORTS=8080";

    public static TheoryData<string> Overlays => ["dev", "production"];

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Every_process_of_the_registry_runs_with_probes_that_it_answers(string name)
    {
        var overlay = Overlay.Read(name);
        Assert.Contains(Port, File.ReadAllText(Path.Combine(Tree.Root, "Dockerfile")), StringComparison.Ordinal);
        var expected = Services.All.Select(service => service.Name)
            .Concat(Services.All.Where(service => service.Files.Count > 0).Select(service => $"{service.Name}-files"))
            .Append("gateway");
        Assert.Equal(expected.Order(), overlay.Processes.Select(process => process.Name).Order());
        Assert.All(overlay.Processes.Select(process => process.Template.Spec.Containers.Single()), container =>
        {
            Assert.Equal(("http", 8080), (Assert.Single(container.Ports).Name, container.Ports[0].ContainerPort));
            Assert.Equal((Health.LivePath, Health.LivePath, Health.ReadyPath), (PathOf(container.StartupProbe), PathOf(container.LivenessProbe), PathOf(container.ReadinessProbe)));
            Assert.EndsWith(name == "dev" ? ":dev" : ":1.0.0", container.Image, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Whatever_one_object_names_is_there(string name)
    {
        var overlay = Overlay.Read(name);
        var services = overlay.Of<V1Service>().ToDictionary(service => service.Metadata.Name);
        Assert.All(services.Values, service => Assert.Contains(overlay.Templates, pod => Selects(service.Spec.Selector, pod.Template)));
        Assert.All(overlay.Of<V1Deployment>(), one => Assert.True(Selects(one.Spec.Selector.MatchLabels, one.Spec.Template)));
        Assert.All(overlay.Of<V1StatefulSet>(), one => Assert.True(Selects(one.Spec.Selector.MatchLabels, one.Spec.Template) && services.ContainsKey(one.Spec.ServiceName)));
        Assert.All(overlay.Of<V1PodDisruptionBudget>(), one => Assert.Single(overlay.Templates, pod => Selects(one.Spec.Selector.MatchLabels, pod.Template)));
        Assert.All(overlay.Of<V2HorizontalPodAutoscaler>(), one => Assert.Contains(overlay.Of<V1Deployment>(), scaled => scaled.Metadata.Name == one.Spec.ScaleTargetRef.Name));
        Assert.All(overlay.Of<V1Ingress>(), one => Assert.Contains(one.Spec.Rules[0].Http.Paths[0].Backend.Service.Name, services));
        Assert.All(services.Values.SelectMany(service => service.Spec.Ports.Where(port => port.TargetPort is not null)), port => Assert.Equal("http", port.TargetPort.Value));
        Assert.All(overlay.Processes, process => Assert.Contains(overlay.Of<V1ServiceAccount>(), account => account.Metadata.Name == process.Template.Spec.ServiceAccountName));

        // What the registry calls by name.
        var addresses = overlay.Processes.SelectMany(process => process.Template.Spec.Containers[0].Env).Select(setting => setting.Value).OfType<string>()
            .Where(value => value.StartsWith("http://", StringComparison.Ordinal));
        Assert.All(addresses.Concat(Services.All.Select(service => $"http://{service.Name}:8080")), address =>
            Assert.Contains(services[new Uri(address).Host].Spec.Ports, port => port.Port == new Uri(address).Port));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("production", "traceability-operator", "mongodb-connection", "rabbitmq-default-user")]
    public void Secrets_are_named_and_those_that_the_cluster_must_have_are_told(string name, params string[] ofTheCluster)
    {
        var overlay = Overlay.Read(name);
        var named = overlay.Templates.SelectMany(pod => pod.Template.Spec.Containers).SelectMany(container => container.Env ?? [])
            .Select(setting => setting.ValueFrom?.SecretKeyRef).OfType<V1SecretKeySelector>().ToList();
        var there = overlay.Of<V1Secret>().ToDictionary(secret => secret.Metadata.Name);
        Assert.Equal(ofTheCluster.Order(), named.Select(key => key.Name).Distinct().Except(there.Keys).Order());
        Assert.All(named.Where(key => there.ContainsKey(key.Name)), key => Assert.Contains(key.Key, there[key.Name].StringData));
        var readme = File.ReadAllText(Path.Combine(Tree.Root, "k8s", "README.md"));
        Assert.All(ofTheCluster.Append("traceability-signing-key"), secret => Assert.Contains($"`{secret}`", readme, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Every_pod_keeps_to_the_restricted_standard(string name) => Assert.All(Overlay.Read(name).Templates, pod =>
    {
        Assert.Equal((true, "RuntimeDefault"), (pod.Template.Spec.SecurityContext.RunAsNonRoot, pod.Template.Spec.SecurityContext.SeccompProfile.Type));
        Assert.All(pod.Template.Spec.Containers, container =>
        {
            Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
            Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
        });
    });

    [Fact]
    public void What_operators_run_is_reached_and_lies_on_three_nodes()
    {
        var production = Overlay.Read("production");
        var pods = new[]
        {
            production.Part<V1PodTemplateSpec>("MongoDBCommunity", "spec", "statefulSet", "spec", "template"),
            production.Part<V1PodTemplateSpec>("RabbitmqCluster", "spec", "override", "statefulSet", "spec", "template"),
        };
        Assert.All(pods, pod => Assert.Equal("server", pod.Metadata.Labels["traceability/role"]));
        Assert.NotNull(production.Part<V1Affinity>("RabbitmqCluster", "spec", "affinity").PodAntiAffinity);
        Assert.NotNull(pods[0].Spec.Affinity.PodAntiAffinity);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void The_values_of_settings_and_labels_are_texts(string name)
    {
        var texts = Overlay.Read(name).Yaml.SelectMany(one => one.AllNodes).OfType<YamlMappingNode>()
            .SelectMany(node => node.Text("name") is not null && node.Children.TryGetValue("value", out var value) ? [value] : Array.Empty<YamlNode>())
            .Cast<YamlScalarNode>();
        Assert.All(texts, text => Assert.True(
            text.Style is ScalarStyle.DoubleQuoted || !(bool.TryParse(text.Value, out _) || decimal.TryParse(text.Value, out _)), $"{text.Value} must be quoted."));
    }

    private static string PathOf(V1Probe probe) => probe.HttpGet.Port.Value == "http" ? probe.HttpGet.Path : $"port {probe.HttpGet.Port.Value}";

    private static bool Selects(IDictionary<string, string> selector, V1PodTemplateSpec pod) =>
        selector.All(label => pod.Metadata.Labels.TryGetValue(label.Key, out var value) && value == label.Value);
}
