using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Traceability.Kubernetes.Tests;

/// <summary>
/// Renders a folder as <c>kubectl kustomize</c> does, as far as it is used here; anything else in a kustomization fails. It stands in for
/// the tool where there is none.
/// </summary>
internal static class Kustomization
{
    private static readonly string[] Known = ["apiVersion", "kind", "namespace", "labels", "resources", "patches", "images"];

    /// <summary>All objects, those of the folders that it builds on included.</summary>
    public static List<YamlMappingNode> Render(string folder)
    {
        var text = Read(Path.Combine(folder, "kustomization.yaml")).Single();
        Assert.Empty(text.Children.Keys.Select(key => $"{key}").Except(Known));

        var objects = Items(text, "resources").SelectMany(resource => Resource(Path.Combine(folder, $"{resource}"))).ToList();
        foreach (var patch in Items(text, "patches").Cast<YamlMappingNode>())
        {
            Patch(objects, Read(Path.Combine(folder, $"{patch["path"]}")).Single(), patch.Text("target", "kind") is null ? null : (YamlMappingNode)patch["target"]);
        }

        foreach (var one in objects)
        {
            Transform(one, text);
        }

        return objects;
    }

    private static IEnumerable<YamlMappingNode> Resource(string path) => Directory.Exists(path) ? Render(path) : Read(path);

    private static IEnumerable<YamlMappingNode> Read(string path)
    {
        var yaml = new YamlStream();
        using var reader = new StreamReader(path);
        yaml.Load(reader);
        return yaml.Documents.Select(document => (YamlMappingNode)document.RootNode);
    }

    private static IEnumerable<YamlNode> Items(YamlMappingNode node, string name) => node.Children.TryGetValue(name, out var list) ? (YamlSequenceNode)list : [];

    private static void Patch(List<YamlMappingNode> objects, YamlMappingNode patch, YamlMappingNode? target)
    {
        var kind = target is null ? $"{patch["kind"]}" : $"{target["kind"]}";
        var name = target is null ? patch.Text("metadata", "name") : target.Text("name");
        var label = target?.Text("labelSelector")?.Split('=');
        var chosen = objects.Where(one => Regex.IsMatch($"{one["kind"]}", $"^({kind})$")
            && (name is null || one.Text("metadata", "name") == name)
            && (label is null || one.Text("metadata", "labels", label[0]) == label[1])).ToList();
        Assert.NotEmpty(chosen);
        foreach (var one in chosen)
        {
            StrategicMerge.Into(one, patch, except: ["apiVersion", "kind", "metadata"]);
        }
    }

    private static void Transform(YamlMappingNode one, YamlMappingNode text)
    {
        if (text.Text("namespace") is { } @namespace && $"{one["kind"]}" != "Namespace")
        {
            one.Map("metadata").Children["namespace"] = @namespace;
        }

        foreach (var pair in Items(text, "labels").SelectMany(label => ((YamlMappingNode)label).Map("pairs").Children))
        {
            one.Map("metadata").Map("labels").Children[pair.Key] = pair.Value;
            if (one.Text("spec", "template", "metadata", "labels") is not null && $"{one["kind"]}" is "Deployment" or "StatefulSet")
            {
                one.Map("spec").Map("template").Map("metadata").Map("labels").Children[pair.Key] = pair.Value;
            }
        }

        foreach (var image in Items(text, "images").Cast<YamlMappingNode>())
        {
            foreach (var container in one.AllNodes.OfType<YamlMappingNode>().Where(node => node.Text("image")?.Split(':')[0] == image.Text("name")))
            {
                container.Children["image"] = $"{image.Text("newName") ?? image.Text("name")}:{image.Text("newTag")}";
            }
        }
    }
}
