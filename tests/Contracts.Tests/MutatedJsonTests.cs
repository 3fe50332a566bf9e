using System.Text.Json;
using CsCheck;
using Traceability.Contracts.Entries;
using Traceability.Fixtures.Fuzzing;
using Xunit;

namespace Traceability.Contracts.Tests;

/// <summary>What was sealed, with bytes changed: read, or refused in the way that is documented.</summary>
public sealed class MutatedJsonTests
{
    private static readonly byte[][] Originals = [.. Golden.Names.Where(name => Golden.TypeOf(name) == typeof(Entry)).Select(name => Golden.Bytes(Golden.Read(name)))];

    [Fact]
    public void An_entry_is_read_and_told_from_the_sealed_one_or_is_no_entry() => Mutated.Of(Originals).Sample(bytes =>
    {
        SealedEntry entry;
        try
        {
            entry = SealedEntry.Read(bytes);
        }
        catch (JsonException)
        {
            return;
        }

        if (entry.SealHolds())
        {
            Assert.Contains(Originals, original => CanonicalJson.Of(Parsed(original)).AsSpan().SequenceEqual(CanonicalJson.Of(Parsed(bytes))));
        }

        var again = SealedEntry.Close(entry.Entry with { Seal = null });
        Assert.True(again.SealHolds());
        Assert.Equal(again.Seal, SealedEntry.Read(again.Utf8Json).Seal);
    });

    [Fact]
    public void JSON_has_one_canonical_form_or_none() => Mutated.Of(Originals).Sample(bytes =>
    {
        try
        {
            var canonical = CanonicalJson.Of(Parsed(bytes));
            Assert.True(canonical.AsSpan().SequenceEqual(CanonicalJson.Of(Parsed(canonical))));
        }
        catch (Exception documented) when (documented is JsonException or FormatException)
        {
        }
    });

    [Fact]
    public void A_name_that_is_half_a_character_makes_no_entry() =>
        Assert.ThrowsAny<JsonException>(() => SealedEntry.Read("""{ "\ud800": 1, "battery": 2 }"""u8.ToArray()));

    private static JsonElement Parsed(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, new() { AllowDuplicateProperties = false });
            return document.RootElement.Clone();
        }
        catch (InvalidOperationException half)
        {
            // So the framework says that it cannot compare a name with others.
            throw new JsonException(half.Message, half);
        }
    }
}
