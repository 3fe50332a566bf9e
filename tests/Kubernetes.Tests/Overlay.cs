using System.Diagnostics;
using k8s;
using k8s.Models;
using YamlDotNet.RepresentationModel;

namespace Traceability.Kubernetes.Tests;

/// <summary>What an overlay renders to, read as strictly as a cluster does: an unknown member fails.</summary>
internal sealed class Overlay
{
    private static readonly string[] Operated = ["MongoDBCommunity", "RabbitmqCluster"];

    private Overlay(List<YamlMappingNode> objects)
    {
        Yaml = objects;
        var mine = objects.Where(one => !Operated.Contains(one.Text("kind"))).ToList();
        Objects = [.. mine.Select(one => (IKubernetesObject<V1ObjectMeta>)KubernetesYaml.LoadAllFromString(Print(one), strict: true).Single())];
        Templates =
        [
            .. Of<V1Deployment>().Select(one => (one.Metadata.Name, one.Spec.Template)),
            .. Of<V1StatefulSet>().Select(one => (one.Metadata.Name, one.Spec.Template)),
        ];
    }

    /// <summary>The objects as they are written.</summary>
    public IReadOnlyList<YamlMappingNode> Yaml { get; }

    /// <summary>The objects that a cluster knows without operators.</summary>
    public IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Objects { get; }

    /// <summary>The pods of deployments and stateful sets.</summary>
    public IReadOnlyList<(string Name, V1PodTemplateSpec Template)> Templates { get; }

    /// <summary>The pods of the registry itself.</summary>
    public IEnumerable<(string Name, V1PodTemplateSpec Template)> Processes => Templates.Where(one => one.Template.Metadata.Labels.ContainsKey("app.kubernetes.io/component"));

    public static Overlay Read(string name)
    {
        var folder = Path.Combine(Tree.Root, "k8s", "overlays", name);
        return new(WithKubectl(folder) ?? Kustomization.Render(folder));
    }

    public IEnumerable<T> Of<T>() => Objects.OfType<T>();

    /// <summary>A part of an object that an operator knows, read as what it holds.</summary>
    public T Part<T>(string kind, params string[] path)
    {
        var node = Yaml.Single(one => one.Text("kind") == kind);
        return KubernetesYaml.Deserialize<T>(Print(path.Aggregate(node, (part, name) => part.Map(name))), strict: true);
    }

    private static string Print(YamlNode node)
    {
        using var text = new StringWriter();
        new YamlStream(new YamlDocument(node)).Save(text, assignAnchors: false);
        return text.ToString();
    }

    private static List<YamlMappingNode>? WithKubectl(string folder)
    {
        if (!Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(path => File.Exists(Path.Combine(path, "kubectl"))))
        {
            return null;
        }

        using var kubectl = Process.Start(new ProcessStartInfo("kubectl", ["kustomize", folder]) { RedirectStandardOutput = true })!;
        var yaml = new YamlStream();
        yaml.Load(kubectl.StandardOutput);
        kubectl.WaitForExit();
        Assert.Equal(0, kubectl.ExitCode);
        return [.. yaml.Documents.Select(document => (YamlMappingNode)document.RootNode)];
    }
}

/// <summary>The source tree.</summary>
internal static class Tree
{
    public static string Root { get; } = RootAbove(new DirectoryInfo(AppContext.BaseDirectory));

    private static string RootAbove(DirectoryInfo? folder) => folder is null || File.Exists(Path.Combine(folder.FullName, "Traceability.sln"))
        ? folder?.FullName ?? throw new InvalidOperationException("These tests must lie in the source tree.")
        : RootAbove(folder.Parent);
}
