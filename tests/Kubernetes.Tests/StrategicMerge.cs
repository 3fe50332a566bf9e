using YamlDotNet.RepresentationModel;

namespace Traceability.Kubernetes.Tests;

/// <summary>Kubernetes' strategic merge: maps are merged, lists replaced, but for those whose items have a name.</summary>
internal static class StrategicMerge
{
    private static readonly Dictionary<string, string> NamedBy = new()
    {
        ["containers"] = "name", ["env"] = "name", ["volumes"] = "name", ["volumeMounts"] = "mountPath", ["ports"] = "containerPort",
        ["topologySpreadConstraints"] = "topologyKey",
    };

    /// <summary>Merges a patch into a node.</summary>
    public static void Into(YamlMappingNode target, YamlMappingNode patch, string[]? except = null)
    {
        foreach (var (key, value) in patch.Children.Where(child => except?.Contains($"{child.Key}") is not true))
        {
            switch (target.Children.TryGetValue(key, out var known) ? known : null, value)
            {
                case (YamlMappingNode mine, YamlMappingNode theirs):
                    Into(mine, theirs);
                    break;
                case (YamlSequenceNode mine, YamlSequenceNode theirs) when NamedBy.TryGetValue($"{key}", out var name):
                    Into(mine, theirs, name);
                    break;
                default:
                    target.Children[key] = Copy(value);
                    break;
            }
        }
    }

    private static void Into(YamlSequenceNode target, YamlSequenceNode patch, string name)
    {
        foreach (var item in patch.Cast<YamlMappingNode>())
        {
            if (target.Cast<YamlMappingNode>().FirstOrDefault(one => one.Text(name) == item.Text(name)) is { } same)
            {
                Into(same, item);
            }
            else
            {
                target.Add(Copy(item));
            }
        }
    }

    // One patch is merged into many objects, and must not tie them together.
    private static YamlNode Copy(YamlNode node) => node switch
    {
        YamlMappingNode map => new YamlMappingNode(map.Children.Select(child => KeyValuePair.Create(child.Key, Copy(child.Value)))),
        YamlSequenceNode list => new YamlSequenceNode(list.Select(Copy)),
        YamlScalarNode scalar => new YamlScalarNode(scalar.Value) { Style = scalar.Style },
        _ => throw new InvalidOperationException($"{node.NodeType} is not used here."),
    };
}

/// <summary>Finds one's way in YAML.</summary>
internal static class YamlPaths
{
    /// <summary>The text at a path; empty for what is no text; null where there is nothing.</summary>
    public static string? Text(this YamlMappingNode node, params string[] path)
    {
        YamlNode? found = node;
        foreach (var name in path)
        {
            found = found is YamlMappingNode map && map.Children.TryGetValue(name, out var child) ? child : null;
        }

        return found is null ? null : (found as YamlScalarNode)?.Value ?? "";
    }

    /// <summary>The map of this name, made where there is none.</summary>
    public static YamlMappingNode Map(this YamlMappingNode node, string name)
    {
        if (!node.Children.TryGetValue(name, out var map))
        {
            node.Children[name] = map = new YamlMappingNode();
        }

        return (YamlMappingNode)map;
    }
}
