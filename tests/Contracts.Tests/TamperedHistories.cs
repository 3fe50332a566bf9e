using System.Text.Json.Nodes;
using static Traceability.Contracts.Tests.Lives;

namespace Traceability.Contracts.Tests;

/// <summary>Histories with one thing wrong in each, and what a verification must say of it.</summary>
internal static class TamperedHistories
{
    public static readonly IReadOnlyDictionary<string, (JsonArray Entries, int Sequence, string Code)> All =
        new Dictionary<string, (JsonArray, int, string)>
        {
            ["a member changed"] = (With(2, entry => entry["data"]!["region"] = "520115"), 2, "seal-broken"),
            ["a member added"] = (With(3, entry => entry["note"] = "x"), 3, "seal-broken"),
            ["a time moved"] = (With(1, entry => entry["occurredAt"] = "2026-06-20T03:00:00.001Z"), 1, "seal-broken"),
            ["an entry changed and sealed anew"] = (With(2, entry => Golden.Resealed(Region(entry))), 3, "chain-broken"),
            ["the first entry has a predecessor"] = (With(1, entry => Golden.Resealed(Previous(entry))), 1, "chain-broken"),
            ["an entry cut off from its predecessor"] = (With(3, entry => Golden.Resealed(Orphaned(entry))), 3, "chain-broken"),
            ["an entry left out"] = (Without(2), 2, "number-missing"),
            ["the first entries left out"] = (Without(1), 1, "number-missing"),
            ["an entry given twice"] = (Twice(2), 2, "number-repeated"),
            ["an entry of another battery"] = (With(2, entry => Golden.Resealed(OfWhole(entry))), 2, "entry-of-other-battery"),
            ["no seal"] = (With(2, entry => entry.Remove("seal")), 2, "entry-unreadable"),
            ["a number that is none"] = (With(2, entry => entry["sequence"] = "2"), 2, "entry-unreadable"),
        };

    public static JsonArray Good() => [.. History(Registered, Installed, Retired).Select(entry => JsonNode.Parse(entry.Utf8Json.Span))];

    private static JsonArray With(int sequence, Action<JsonObject> change)
    {
        var entries = Good();
        change(entries[sequence - 1]!.AsObject());
        return entries;
    }

    private static JsonArray Without(int sequence)
    {
        var entries = Good();
        entries.RemoveAt(sequence - 1);
        return entries;
    }

    private static JsonArray Twice(int sequence)
    {
        var entries = Good();
        entries.Insert(sequence, entries[sequence - 1]!.DeepClone());
        return entries;
    }

    private static JsonObject Region(JsonObject entry)
    {
        entry["data"]!["region"] = "520115";
        return entry;
    }

    private static JsonObject Previous(JsonObject entry)
    {
        entry["previous"] = new string('0', 64);
        return entry;
    }

    private static JsonObject Orphaned(JsonObject entry)
    {
        entry.Remove("previous");
        return entry;
    }

    private static JsonObject OfWhole(JsonObject entry)
    {
        entry["battery"] = Whole.Value;
        return entry;
    }
}
