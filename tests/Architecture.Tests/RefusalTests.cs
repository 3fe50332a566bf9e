using System.Reflection;
using System.Text.RegularExpressions;
using Traceability.Contracts;

namespace Traceability.Architecture.Tests;

public sealed partial class RefusalTests
{
    private static readonly IReadOnlyList<(string Field, RefusalKind Kind)> Kinds =
    [
        .. Source.All.SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(field => field.FieldType == typeof(RefusalKind)))
            .Select(field => ($"{field.DeclaringType!.Name}.{field.Name}", (RefusalKind)field.GetValue(null)!)),
    ];

    [Fact]
    public void Every_refusal_has_a_code_of_its_own() =>
        Assert.Empty(Kinds.CountBy(kind => kind.Kind.Code).Where(count => count.Value > 1).Select(count => count.Key));

    [Fact]
    public void The_readme_lists_every_refusal_and_no_other()
    {
        var listed = ListedCode.Matches(Source.Read("README.md")).Select(match => match.Groups["code"].Value).ToHashSet();
        Assert.Equal(Kinds.Select(kind => kind.Kind.Code).Order(), listed.Order());
    }

    [Fact]
    public void Every_refusal_is_named_in_a_test()
    {
        var tests = string.Concat(Source.Files("tests").Where(file => !file.Contains("Architecture.Tests", StringComparison.Ordinal)).Select(File.ReadAllText));
        Assert.Empty(Kinds
            .Where(kind => !tests.Contains(kind.Field, StringComparison.Ordinal) && !tests.Contains($"\"{kind.Kind.Code}\"", StringComparison.Ordinal))
            .Select(kind => kind.Kind.Code));
    }

    [GeneratedRegex(@"^\| `(?<code>[a-z0-9-]+)` \| [0-9]{3} \|", RegexOptions.Multiline)]
    private static partial Regex ListedCode { get; }
}
