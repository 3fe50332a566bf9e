using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;
using Traceability.Dossiers.Parties;
using Traceability.Hosting;

namespace Traceability.Audit;

/// <summary>What anyone may know of a battery: not who has it, nor where, nor in which vehicle.</summary>
public sealed record Passport
{
    /// <summary>The battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>What is printed on it.</summary>
    public required Nameplate Nameplate { get; init; }

    /// <summary>Who made it.</summary>
    public required PartyId Maker { get; init; }

    /// <summary>The maker's name.</summary>
    public string? MakerName { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Whether it is a second-life product.</summary>
    public required bool IsSecondLife { get; init; }

    /// <summary>The codes of the batteries that a second-life product was made of.</summary>
    public required IReadOnlyList<BatteryCode> Origins { get; init; }

    /// <summary>The second-life product that it ended in.</summary>
    public BatteryCode? Product { get; init; }

    /// <summary>State of health at the last test since it went out of use, in per cent.</summary>
    public decimal? SohPercent { get; init; }

    /// <summary>How many entries its dossier has.</summary>
    public required int Sequence { get; init; }

    /// <summary>The public part of a standing.</summary>
    public static Passport Of(Standing standing, string? makerName) => new()
    {
        Battery = standing.Battery,
        Nameplate = standing.Nameplate,
        Maker = standing.Maker,
        MakerName = makerName,
        Stage = standing.Stage,
        IsSecondLife = standing.IsProduct(),
        Origins = [.. standing.Origins.Select(origin => origin.Battery).OfType<BatteryCode>()],
        Product = standing.Product,
        SohPercent = standing.Health?.SohPercent,
        Sequence = standing.Sequence,
    };
}

/// <summary>The door to <see cref="Passport"/>.</summary>
public static class ReadPassportEndpoint
{
    internal static void MapReadPassport(this IEndpointRouteBuilder app) => app
        .MapGet("/passport/{code}", Handle)
        .WithName("ReadPassport")
        .WithTags("Audit")
        .Refuses(DossierRefusals.BatteryUnknown, AuditRefusals.AuditBehind);

    /// <summary>Reads what anyone may know of a battery.</summary>
    /// <param name="code">The battery.</param>
    /// <param name="access">Opens it.</param>
    /// <param name="parties">Knows the maker's name.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="atLeast">Waits briefly until Audit has this many entries.</param>
    public static async Task<Results<Ok<Passport>, ProblemHttpResult>> Handle(
        InPath<BatteryCode> code, HistoryAccess access, PartyDirectory parties, CancellationToken cancellation, int atLeast = 0)
    {
        var (standing, refusal) = await access.Open(code.Value, atLeast, reader: null, cancellation);
        return refusal is null
            ? TypedResults.Ok(Passport.Of(standing!, parties.Find(standing!.Maker)?.Name))
            : Problems.Refused(refusal);
    }
}
