using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Materials;
using Traceability.Contracts.Parties;
using Traceability.Dossiers.Parties;
using Traceability.Dossiers.Rules;
using Traceability.Hosting;

namespace Traceability.Recycling;

/// <summary>What a recycler recovered in some months, beside the thresholds in force at their end.</summary>
public sealed record RecoveryBalance
{
    /// <summary>The recycler.</summary>
    public required PartyId Party { get; init; }

    /// <summary>The first month, in Chinese time.</summary>
    /// <example>2025-11</example>
    public required string From { get; init; }

    /// <summary>The last month.</summary>
    /// <example>2026-10</example>
    public required string To { get; init; }

    /// <summary>The edition of the rules.</summary>
    /// <example>recycling/2026-04-01</example>
    public required string Rules { get; init; }

    /// <summary>How many treatments are counted.</summary>
    public required int Treatments { get; init; }

    /// <summary>One line per metal.</summary>
    public required IReadOnlyList<MetalAccount> Metals { get; init; }

    /// <summary>The thresholds, and whether they are reached.</summary>
    public required IReadOnlyList<IndicatorResult> Indicators { get; init; }

    /// <summary>The balance over some of a recycler's months.</summary>
    /// <param name="party">The recycler.</param>
    /// <param name="months">All of its months.</param>
    /// <param name="from">The first month.</param>
    /// <param name="to">The last month.</param>
    /// <param name="edition">The rules in force at the end.</param>
    public static RecoveryBalance Of(PartyId party, IReadOnlyList<RecoveryMonth> months, string from, string to, Edition<RecyclingRules> edition)
    {
        List<RecoveryMonth> before = [.. months.Where(month => string.CompareOrdinal(month.Month, to) <= 0)];
        var ever = before.Aggregate(new RecoveryFlows(), (sum, month) => sum + month.Flows);
        var flows = before.Where(month => string.CompareOrdinal(month.Month, from) >= 0).Aggregate(new RecoveryFlows(), (sum, month) => sum + month.Flows);
        var inProcessKg = ever.Metals.ToDictionary(
            metal => metal.Key, metal => RecoveryFlows.Sum(metal.Value.IntermediatesOutKg + metal.Value.ReceivedKg, -metal.Value.IntermediatesInKg - metal.Value.PassedOnKg));
        return new()
        {
            Party = party,
            From = from,
            To = to,
            Rules = edition.Id,
            Treatments = flows.Treatments,
            Metals = [.. Enum.GetValues<Metal>().Select(metal => MetalAccount.Of(metal, flows.Metals.GetValueOrDefault(metal) ?? new(), inProcessKg.GetValueOrDefault(metal)))],
            Indicators = Recycling.Indicators.OfParty(flows, inProcessKg, edition.Rules),
        };
    }
}

/// <summary>One metal in a recycler's balance, in kilograms.</summary>
/// <param name="Metal">The metal.</param>
/// <param name="ExpectedInKg" example="7080">In the batteries treated, by their nameplates, and in materials in process received from others.</param>
/// <param name="RecoveredKg" example="6450">In products that came out.</param>
/// <param name="PassedOnKg" example="0">In materials in process that were shipped to others.</param>
/// <param name="InProcessKg" example="320">In materials in process at the end of the last month.</param>
/// <param name="IsExpectedKnown" example="true">Whether all that went in is known closely enough for a rate.</param>
/// <param name="RatePercent" example="91.1">Recovered and passed on over expected; absent where nothing was expected or what went in is not known.</param>
public sealed record MetalAccount(
    Metal Metal, decimal ExpectedInKg, decimal RecoveredKg, decimal PassedOnKg, decimal InProcessKg, bool IsExpectedKnown, decimal? RatePercent = null)
{
    internal static MetalAccount Of(Metal metal, MetalFlow flow, decimal inProcessKg)
    {
        var expected = RecoveryFlows.Sum(flow.BatteriesKg, flow.ReceivedKg);
        var isKnown = flow.UnknownBatteriesKg + flow.UnknownReceivedKg == 0;
        return new(
            metal, expected, flow.ProductsKg, flow.PassedOnKg, inProcessKg, isKnown,
            isKnown ? MetalBalance.RatePercent(flow.ProductsKg + flow.PassedOnKg, expected) : null);
    }
}

/// <summary>Reads what recyclers recovered.</summary>
public static class ReadBalanceEndpoint
{
    private const int MonthsDefault = 12;
    private const int MonthsMax = 120;
    private static readonly TimeSpan ChinaOffset = TimeSpan.FromHours(8);

    internal static void MapReadBalance(this IEndpointRouteBuilder recycling) => recycling
        .MapGet("/recycling/balance", Handle)
        .WithName("ReadRecoveryBalance")
        .Refuses(RecyclingRefusals.MonthsOutOfRange, RecyclingRefusals.BalanceNotYours);

    /// <summary>Reads what a recycler recovered of each metal, beside the thresholds in force.</summary>
    /// <remarks>
    /// A recycler reads its own, a regulator that of any party established in its region. What is still in process counts for it: a threshold
    /// is missed only if it would be missed even with all of that recovered. A treatment is in it a moment after it was recorded.
    /// </remarks>
    /// <param name="party">Whose; else the caller's.</param>
    /// <param name="from">The first month (2025-11), in Chinese time; else the eleventh before the last, so that a year is told.</param>
    /// <param name="to">The last month; else this one.</param>
    /// <response code="200">The balance.</response>
    public static async Task<Results<Ok<RecoveryBalance>, ProblemHttpResult>> Handle(
        InPath<PartyId>? party, string? from, string? to, Caller caller, MonthBook months, PartyDirectory parties, DatedRules<RecyclingRules> rules,
        TimeProvider clock, CancellationToken cancellation)
    {
        var today = ChinaTime.Day(clock.GetUtcNow());
        if (!TryReadMonth(to, today, out var last) || !TryReadMonth(from, last.AddMonths(1 - MonthsDefault), out var first)
            || first > last || first.AddMonths(MonthsMax) <= last)
        {
            return Problems.Refused(RecyclingRefusals.MonthsOutOfRange.With(MonthsMax).At("from"));
        }

        var owner = party?.Value ?? caller.Party.Id;
        if (owner != caller.Party.Id && !(caller.Party.Is(PartyRole.Regulator) && parties.Find(owner) is { } known && caller.Party.Region.Contains(known.Region)))
        {
            return Problems.Refused(RecyclingRefusals.BalanceNotYours.With(owner).At("party"));
        }

        var end = last.AddMonths(1).AddDays(-1);
        var edition = rules.On(new DateTimeOffset((end < today ? end : today).ToDateTime(TimeOnly.MinValue), ChinaOffset));
        return TypedResults.Ok(RecoveryBalance.Of(owner, await months.List(owner, cancellation), Name(first), Name(last), edition));
    }

    private static bool TryReadMonth(string? text, DateOnly otherwise, out DateOnly month)
    {
        month = new(otherwise.Year, otherwise.Month, 1);

        // Months are added and subtracted: those at the ends of the calendar have no neighbours.
        return text is null || (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out month) && month.Year is >= 2000 and < 3000);
    }

    private static string Name(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
