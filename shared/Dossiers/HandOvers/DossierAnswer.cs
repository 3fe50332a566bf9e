using Traceability.Contracts;
using Traceability.Contracts.Entries;

namespace Traceability.Dossiers.HandOvers;

/// <summary>The answer to a <see cref="DossierRequest"/>; without any content it says that the asker keeps the dossier already.</summary>
public sealed record DossierAnswer
{
    /// <summary>The request.</summary>
    public required string RequestId { get; init; }

    /// <summary>It is handed over: the same that is posted, so that the process that asked need not wait for the post.</summary>
    public HandOver? HandOver { get; init; }

    /// <summary>The standing, where it was asked for.</summary>
    public Standing? Standing { get; init; }

    /// <summary>The entry that opened the dossier, where it was asked for and home wrote it.</summary>
    public SealedEntry? FirstEntry { get; init; }

    /// <summary>The keeper does not let go of it, and why.</summary>
    public KeeperRefusal? Refusal { get; init; }

    /// <summary>Nobody has opened such a dossier.</summary>
    public bool Unknown { get; init; }
}

/// <summary>A refusal as it travels: with its values as text.</summary>
/// <param name="Kind">Which refusal it is.</param>
/// <param name="Arguments">The values that the sentence speaks of.</param>
public sealed record KeeperRefusal(RefusalKind Kind, IReadOnlyList<string> Arguments)
{
    /// <summary>Packs a refusal. Its values must be codes or ids, which are the same in every language.</summary>
    public static KeeperRefusal Of(Refusal refusal) =>
        new(refusal.Kind, [.. refusal.Arguments.Select(argument => Language.English.Format(null, argument))]);

    /// <summary>The refusal again.</summary>
    public Refusal Unpack() => new(Kind, [.. Arguments]);
}
