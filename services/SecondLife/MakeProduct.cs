using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;

namespace Traceability.SecondLife;

/// <summary>
/// Makes one second-life product (梯次利用产品) of one or many retired batteries: the product gets a code and a dossier of its own,
/// the dossiers of its origins end in it. All or nothing.
/// </summary>
public sealed record MakeProduct : IBatteryCommand
{
    /// <summary>How many batteries a product may be made of.</summary>
    public const int OriginsMax = 1000;

    private const int ReasonLengthMax = 500;

    /// <summary>The product's own code: a second-life code of the maker.</summary>
    /// <example>GZ9PB01G6K0000012RP</example>
    public required BatteryCode Product { get; init; }

    /// <summary>When it was finished; not before the production day.</summary>
    /// <example>2026-10-20T17:00:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Its newly rated values.</summary>
    public required Nameplate Nameplate { get; init; }

    /// <summary>Where it was made; else the caller's region.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>What it was made of: retired batteries that the caller owns and has in hand, or uncoded ones with party and reason.</summary>
    public required IReadOnlyList<Origin> Origins { get; init; }

    BatteryCode IBatteryCommand.Battery => Product;

    /// <summary>The codes of the origins that have one.</summary>
    internal IEnumerable<BatteryCode> CodedOrigins => Origins.Select(origin => origin.Battery).OfType<BatteryCode>();

    /// <summary>Why the list of origins cannot be worked on, or null.</summary>
    public static Refusal? RefuseOrigins(MakeProduct command)
    {
        if (command.Origins.Count is < 1 or > OriginsMax)
        {
            return SecondLifeRefusals.OriginsOutOfRange.With(command.Origins.Count, OriginsMax).At("origins");
        }

        var seen = new HashSet<BatteryCode> { command.Product };
        return command.Origins.Select((origin, i) => RefuseOrigin(origin, seen, $"origins[{i}]")).FirstOrDefault(refusal => refusal is not null);
    }

    /// <summary>Whether the product may be made under its code.</summary>
    public static Decision Decide(MakeProduct command, Party caller, SecondLifeRules rules) =>
        (CommonRules.RefuseRole(caller, PartyRole.SecondLifeUser)
            ?? (rules.SecondLifeAllowed ? null : SecondLifeRefusals.SecondLifeNotAllowed.With(ChinaTime.Day(command.OccurredAt)))
            ?? RefuseCode(command.Product)
            ?? NameplateRules.RefuseCode(command.Product, caller, rules.VendorCodeMustBeFiled, "product")
            ?? NameplateRules.Refuse(command.Product, command.Nameplate, command.OccurredAt)) is { } refusal
                ? refusal
                : new Decision.Record(
                    [
                        new ProductRegistered
                        {
                            Nameplate = command.Nameplate,
                            Maker = caller.Id,
                            Region = command.Region ?? caller.Region,
                            Origins = command.Origins,
                        },
                    ],
                    [.. command.Product.Warnings("product"), .. command.Region?.Warnings("region") ?? []]);

    /// <summary>Whether a battery may become part of the product.</summary>
    public static Decision DecideOrigin(Standing origin, MakeProduct command, Party caller, SecondLifeRules rules, DateTimeOffset now) =>
        (CommonRules.RefuseUnlessInCare(origin, caller)
            ?? CommonRules.RefuseUnlessHolder(origin, caller)
            ?? CommonRules.RefuseStage(origin, Stage.Retired)
            ?? RefuseVetoes(origin, rules)
            ?? (origin.Disposition?.Disposition == Disposition.SecondLife ? null : SecondLifeRefusals.SecondLifeNotDecided.With(origin.Battery))
            ?? CommonRules.RefuseWhileOffered(origin, now)) is { } refusal
                ? refusal.At(command.FieldOf(origin.Battery))
                : new MadeIntoProduct { Product = command.Product };

    private static Refusal? RefuseOrigin(Origin origin, HashSet<BatteryCode> seen, string field) => origin switch
    {
        { Battery: { } battery, Party: null, Reason: null } => seen.Add(battery) ? null : DossierRefusals.BatteryRepeated.With(battery).At(field),
        { Battery: null, Party: not null, Reason: not null } => CommonRules.RefuseText(origin.Reason, ReasonLengthMax, $"{field}.reason"),
        _ => SecondLifeRefusals.OriginIncomplete.With().At(field),
    };

    private static Refusal? RefuseCode(BatteryCode code) => code.IsSecondLife || code.Scheme == BatteryCodeScheme.Other
        ? null
        : SecondLifeRefusals.CodeNotOfSecondLife.With(code).At("product");

    private static Refusal? RefuseVetoes(Standing origin, SecondLifeRules rules) =>
        origin.Health?.Findings.Where(rules.Vetoes.ContainsKey).ToList() is { Count: > 0 } vetoes
            ? SecondLifeRefusals.SafetyVetoOpen.With(origin.Battery, vetoes)
            : null;

    private string FieldOf(BatteryCode battery) => $"origins[{Origins.Index().First(origin => origin.Item.Battery == battery).Index}]";
}
