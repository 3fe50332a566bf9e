using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;
using Traceability.Hosting;

namespace Traceability.Audit;

/// <summary>What a verification of a battery's history came to.</summary>
public sealed record Verification
{
    /// <summary>Whose history.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>Whether every entry is there, unchanged, in order, and leads to the standing shown.</summary>
    public required bool Valid { get; init; }

    /// <summary>How many entries were found right before the first flaw, or in all.</summary>
    public required int Verified { get; init; }

    /// <summary>The seal of the last entry found right: compare it with your receipts.</summary>
    public Seal? Seal { get; init; }

    /// <summary>The first wrong entry, where there is one.</summary>
    public HistoryFlaw? FirstFlaw { get; init; }

    /// <summary>Recomputes everything from the stored entries.</summary>
    /// <param name="battery">Whose.</param>
    /// <param name="entries">What is stored, in order.</param>
    /// <param name="stored">The standing that Audit shows.</param>
    public static Verification Of(BatteryCode battery, IEnumerable<ReadOnlyMemory<byte>> entries, Standing stored)
    {
        var verification = new HistoryVerification(battery);
        var flaw = entries.Select(verification.Next).FirstOrDefault(flaw => flaw is not null)
            ?? (verification.Verified < stored.Sequence
                ? new(verification.Verified + 1, "number-missing", $"Entry {verification.Verified + 1} is missing: the standing is that after entry {stored.Sequence}.")
                : Same(verification.Standing!, stored) ? null
                : new(verification.Verified, "standing-differs", "The standing shown is not the one that the entries lead to."));
        return new()
        {
            Battery = battery,
            Valid = flaw is null,
            Verified = verification.Verified,
            Seal = verification.Seal,
            FirstFlaw = flaw,
        };
    }

    // 77.0 and 77 are one number; only the canonical form says so.
    private static bool Same(Standing recomputed, Standing stored) => Canonical(recomputed).AsSpan().SequenceEqual(Canonical(stored));

    private static byte[] Canonical(Standing standing) => CanonicalJson.Of(JsonSerializer.SerializeToElement(standing, TraceabilityJson.Options));
}

/// <summary>The door to <see cref="Verification"/>.</summary>
public static class VerifyHistoryEndpoint
{
    internal static void MapVerifyHistory(this IEndpointRouteBuilder audit) => audit
        .MapGet("/batteries/{code}/verification", Handle)
        .WithName("VerifyHistory")
        .Refuses(DossierRefusals.BatteryUnknown, AuditRefusals.DossierNotYours, AuditRefusals.AuditBehind);

    /// <summary>Verifies the history of a battery.</summary>
    /// <remarks>Recomputes every seal, number, link and standing from the stored entries and names the first that is wrong.</remarks>
    /// <param name="code">The battery.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="access">Who may.</param>
    /// <param name="histories">The copies.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="atLeast">Waits briefly until Audit has this many entries.</param>
    public static async Task<Results<Ok<Verification>, ProblemHttpResult>> Handle(
        InPath<BatteryCode> code, Caller caller, HistoryAccess access, IHistoryStore histories, CancellationToken cancellation, int atLeast = 0)
    {
        var (standing, refusal) = await access.Open(code.Value, atLeast, caller.Party, cancellation);
        return refusal is null
            ? TypedResults.Ok(Verification.Of(code.Value, await histories.Entries(code.Value, 0, int.MaxValue, cancellation), standing!))
            : Problems.Refused(refusal);
    }
}
