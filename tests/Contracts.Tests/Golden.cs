using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Messages;
using Xunit;

namespace Traceability.Contracts.Tests;

/// <summary>What earlier versions wrote. The files are never edited: every later version must read them.</summary>
internal static class Golden
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden");

    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> All => [.. Names];

    public static TheoryData<string> Entries => [.. Names.Where(name => TypeOf(name) == typeof(Entry))];

    public static JsonObject Read(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")))!.AsObject();

    public static SealedEntry Entry(string name) => SealedEntry.Read(Bytes(Read(name)));

    public static Type TypeOf(string name) => name.Split('.')[0] switch
    {
        "standing" => typeof(Standing),
        "receipt" => typeof(Receipt),
        "entry-recorded" => typeof(EntryRecorded),
        "party-changed" => typeof(PartyChanged),
        _ => typeof(Entry),
    };

    /// <summary>The canonical bytes.</summary>
    public static byte[] Bytes(JsonNode json) => CanonicalJson.Of(JsonSerializer.SerializeToElement(json));

    public static string Text(JsonNode json) => Encoding.UTF8.GetString(Bytes(json));

    /// <summary>The entry with the seal that belongs to it, whatever it carried.</summary>
    public static JsonObject Resealed(JsonObject entry)
    {
        entry["seal"] = Seal.Over(JsonSerializer.SerializeToElement(entry)).Value;
        return entry;
    }
}
