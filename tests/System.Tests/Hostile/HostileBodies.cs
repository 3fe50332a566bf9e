using System.Text;
using System.Text.Json.Nodes;

namespace Traceability.SystemTests.Hostile;

/// <summary>Bodies made from one that works, by spoiling it in one place.</summary>
internal static class HostileBodies
{
    private const string Marker = "0f6b8c2e-here";

    /// <summary>Every place of the example with every hostile value, without what stands there, and with it twice.</summary>
    public static IEnumerable<(string Trick, Func<byte[]> Body)> OfEveryPlace(JsonNode example) =>
        from place in Places(example, [])
        from spoiling in Spoilings(example, place)
        select ($"{string.Join('.', place)}: {spoiling.Trick}", spoiling.Body);

    /// <summary>The body as a whole: cut off, doubled, in other encodings, with bytes changed.</summary>
    public static IEnumerable<(string Trick, Func<byte[]> Body)> OfTheWhole(byte[] good, Random random)
    {
        yield return ("empty", () => []);
        yield return ("byte order mark", () => [0xEF, 0xBB, 0xBF, .. good]);
        yield return ("UTF-16", () => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(good))]);
        yield return ("UTF-32", () => Encoding.UTF32.GetBytes(Encoding.UTF8.GetString(good)));
        yield return ("twice", () => [.. good, .. good]);
        yield return ("rubbish behind it", () => [.. good, 0]);
        yield return ("zeros", () => new byte[1000]);
        foreach (var (value, number) in HostileValues.Json.Select((value, number) => (value, number)))
        {
            yield return ($"value {number} instead", () => value);
        }

        for (var i = 0; i < 10; i++)
        {
            var place = random.Next(good.Length);
            var other = (byte)random.Next(256);
            yield return ($"cut at {place}", () => good[..place]);
            yield return ($"byte {place} is {other}", () => [.. good[..place], other, .. good[(place + 1)..]]);
        }
    }

    private static IEnumerable<(string Trick, Func<byte[]> Body)> Spoilings(JsonNode example, IReadOnlyList<object> place)
    {
        foreach (var (value, number) in HostileValues.Json.Select((value, number) => (value, number)))
        {
            yield return ($"value {number}", () => With(example, place, value));
        }

        yield return ("left out", () => Without(example, place));
        if (place[^1] is string name)
        {
            var there = At(example, place)?.ToJsonString() ?? "null";
            yield return ("twice", () => With(example, place, Encoding.UTF8.GetBytes($"{there},\"{name}\":{there}")));
            yield return ("twice in another case", () => With(example, place, Encoding.UTF8.GetBytes($"{there},\"{name.ToUpperInvariant()}\":{there}")));
            yield return ("with a neighbour", () => With(example, place, Encoding.UTF8.GetBytes($"{there},\"neighbour\":1")));
            yield return ("with a prototype", () => With(example, place, Encoding.UTF8.GetBytes($"{there},\"__proto__\":{{}}")));
        }
    }

    private static IEnumerable<IReadOnlyList<object>> Places(JsonNode? node, IReadOnlyList<object> place)
    {
        IEnumerable<(object Step, JsonNode? Node)> inside = node switch
        {
            JsonObject members => members.Select(member => ((object)member.Key, member.Value)),
            JsonArray items => items.Select((item, index) => ((object)index, item)),
            _ => [],
        };
        return inside.SelectMany(child =>
        {
            IReadOnlyList<object> there = [.. place, child.Step];
            return Places(child.Node, there).Prepend(there);
        });
    }

    private static byte[] With(JsonNode example, IReadOnlyList<object> place, byte[] value)
    {
        var copy = example.DeepClone();
        var parent = At(copy, place.Take(place.Count - 1))!;
        if (place[^1] is string name)
        {
            parent[name] = Marker;
        }
        else
        {
            parent[(int)place[^1]] = Marker;
        }

        var text = Encoding.UTF8.GetBytes(copy.ToJsonString());
        var marker = Encoding.UTF8.GetBytes($"\"{Marker}\"");
        var at = text.AsSpan().IndexOf(marker);
        return [.. text[..at], .. value, .. text[(at + marker.Length)..]];
    }

    private static byte[] Without(JsonNode example, IReadOnlyList<object> place)
    {
        var copy = example.DeepClone();
        var parent = At(copy, place.Take(place.Count - 1))!;
        if (place[^1] is string name)
        {
            parent.AsObject().Remove(name);
        }
        else
        {
            parent.AsArray().RemoveAt((int)place[^1]);
        }

        return Encoding.UTF8.GetBytes(copy.ToJsonString());
    }

    private static JsonNode? At(JsonNode root, IEnumerable<object> place) =>
        place.Aggregate((JsonNode?)root, (node, step) => step is string name ? node![name] : node![(int)step]);
}
