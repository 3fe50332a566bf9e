using Traceability.Contracts.Identifiers;
using Xunit;

namespace Traceability.Contracts.Tests;

public sealed class LanguageTests
{
    private static readonly Phrase Part = new("part {0}");

    private static readonly RefusalKind Kind = new(
        "odd", RefusalCategory.Conflict, "Odd", "{0} is {1}, not {2:or}, for {3}; {4:0.#} of {5:yyyy-MM-dd}.", "Order 73");

    private static readonly WarningKind Doubt = new("doubtful", "A {0} of {1:0.##} kg.");

    private static readonly Language Backwards = new()
    {
        Tag = "x-backwards",
        ListSeparator = "+",
        ChoiceSeparator = "/",
        Problems = new Dictionary<string, ProblemText> { ["odd"] = new("ddO", "{3}: {1} si {0} ton {2:or}, {5:yyyy-MM-dd} fo {4:0.#}.") },
        Warnings = new Dictionary<string, string> { ["doubtful"] = "{1:0.##} gk fo {0}." },
        Phrases = new Dictionary<string, string> { ["part {0}"] = "trap {0}" },
        Sources = new Dictionary<string, string> { ["Order 73"] = "redrO 73" },
        Words = new Dictionary<string, string> { ["retired"] = "deriter", ["cell"] = "llec" },
    };

    [Fact]
    public void A_refusal_says_the_same_in_each_language()
    {
        List<Stage> admitted = [Stage.Installed, Stage.BuiltIn];
        var refusal = Kind.With(
            RegionCode.Of("520115"), Stage.Retired, admitted, Part.With(BatteryLevel.Cell), 1234.56m, new DateOnly(2026, 10, 8));

        Assert.Equal("520115 is retired, not installed or built-in, for part cell; 1234.6 of 2026-10-08.", refusal.Detail);
        Assert.Equal("trap llec: deriter si 520115 ton installed/built-in, 2026-10-08 fo 1234.6.", Backwards.Detail(refusal));
        Assert.Equal(("ddO", "redrO 73"), (Backwards.Title(Kind), Backwards.Source(Kind)));
    }

    [Fact]
    public void A_warning_keeps_what_it_takes_to_say_it_in_another_language_later()
    {
        var warning = Doubt.At("massKg", BatteryLevel.Cell, 2.4567m);

        Assert.Equal("A cell of 2.46 kg.", warning.Detail);
        Assert.Equal(["cell", "2.46"], warning.Arguments);
        Assert.Equal("2.46 gk fo llec.", Backwards.Of(warning).Detail);
    }

    [Fact]
    public void A_warning_that_cannot_be_said_in_another_language_stays_as_it_was_stored()
    {
        var fromBefore = new Warning("doubtful", "massKg", "A cell of 2.46 kg.");
        Assert.Equal(fromBefore, Backwards.Of(fromBefore));

        var shorter = fromBefore with { Arguments = ["cell"] };
        Assert.Equal(shorter, Backwards.Of(shorter));

        var unknown = fromBefore with { Code = "unheard-of", Arguments = [] };
        Assert.Equal(unknown, Backwards.Of(unknown));
    }
}
