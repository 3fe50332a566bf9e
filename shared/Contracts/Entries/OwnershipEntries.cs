using Traceability.Contracts.Identifiers;

namespace Traceability.Contracts.Entries;

/// <summary>A transfer was offered; holder and custodian stay until it is accepted.</summary>
[EntryKind("transfer-offered")]
public sealed record TransferOffered : EntryData
{
    /// <summary>The transfer, which may cover many batteries.</summary>
    public required string Transfer { get; init; }

    /// <summary>What changes hands.</summary>
    public required TransferType Type { get; init; }

    /// <summary>Who offers.</summary>
    public required PartyId From { get; init; }

    /// <summary>Who may accept.</summary>
    public required PartyId To { get; init; }

    /// <summary>From this instant on the offer can no longer be accepted.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The consignor's safety judgement, for a retired lithium-ion battery (GB/T 38698.1).</summary>
    public SafetyJudgement? ConsignorJudgement { get; init; }
}

/// <summary>What a transfer changes.</summary>
public enum TransferType
{
    /// <summary>Ownership, and custody where the seller has it (销售).</summary>
    Sale,

    /// <summary>Custody only, for use against payment (租赁).</summary>
    Lease,

    /// <summary>Ownership and custody, to be recovered (回收移交).</summary>
    Collection,

    /// <summary>Custody, back to the holder (退还).</summary>
    Return,

    /// <summary>Custody only: storage, transport, repair (仅保管).</summary>
    CustodyOnly,
}

/// <summary>
/// One side's check before a retired lithium-ion battery is packed and moved (GB/T 38698.1, annex A): a single hazard that was
/// not treated forbids the move.
/// </summary>
public sealed record SafetyJudgement
{
    /// <summary>When the battery was checked.</summary>
    /// <example>2026-10-08T15:30:00+08:00</example>
    public required DateTimeOffset JudgedAt { get; init; }

    /// <summary>The number of the filled-in checklist.</summary>
    /// <example>CL-2026-1008-03</example>
    public required string Checklist { get; init; }

    /// <summary>What was found; empty where nothing was.</summary>
    /// <example>[]</example>
    public required IReadOnlyList<SafetyFinding> Findings { get; init; }

    /// <summary>The record of the pre-treatment that removed the hazards, where there were any.</summary>
    public string? PretreatmentRecord { get; init; }

    /// <summary>Whether the battery may be packed and moved.</summary>
    public bool AllowsMoving() => Findings.Count == 0 || !string.IsNullOrWhiteSpace(PretreatmentRecord);
}

/// <summary>A hazard found on a battery.</summary>
public enum SafetyFinding
{
    /// <summary>Electrolyte leaks (漏液).</summary>
    Leak,

    /// <summary>The case is swollen, dented or pierced (变形).</summary>
    Deformation,

    /// <summary>Insulation resistance is too low (绝缘失效).</summary>
    InsulationFault,

    /// <summary>It smokes, has burnt or is abnormally hot (热失控、发热).</summary>
    ThermalEvent,

    /// <summary>It was opened and there is no record of it (无记录的人工拆解).</summary>
    UndocumentedOpening,

    /// <summary>Nothing is known of its use (历史不明).</summary>
    UnknownHistory,

    /// <summary>It was under water (浸水).</summary>
    Immersion,
}

/// <summary>The receiver took the battery over.</summary>
[EntryKind("transfer-accepted")]
public sealed record TransferAccepted : EntryData
{
    /// <summary>The transfer.</summary>
    public required string Transfer { get; init; }

    /// <summary>Who owns it from now on.</summary>
    public required HolderId Holder { get; init; }

    /// <summary>Who has it in hand from now on.</summary>
    public required HolderId Custodian { get; init; }

    /// <summary>Where it was received (GB/T 2260).</summary>
    public required RegionCode Region { get; init; }

    /// <summary>What was not as it was offered (破损, 型号不符 ...), in the receiver's words; absent where all was.</summary>
    public string? Discrepancy { get; init; }

    /// <summary>The consignee's safety judgement, for a retired lithium-ion battery (GB/T 38698.1).</summary>
    public SafetyJudgement? ConsigneeJudgement { get; init; }
}

/// <summary>The receiver did not take the battery.</summary>
[EntryKind("transfer-rejected")]
public sealed record TransferRejected : EntryData
{
    /// <summary>The transfer.</summary>
    public required string Transfer { get; init; }

    /// <summary>Why, in the receiver's words: not delivered, damaged, not as described ...</summary>
    public required string Reason { get; init; }
}

/// <summary>The offering party took its offer back.</summary>
[EntryKind("transfer-withdrawn")]
public sealed record TransferWithdrawn : EntryData
{
    /// <summary>The transfer.</summary>
    public required string Transfer { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}

/// <summary>Nobody answered the offer in time.</summary>
[EntryKind("transfer-expired")]
public sealed record TransferExpired : EntryData
{
    /// <summary>The transfer.</summary>
    public required string Transfer { get; init; }
}

/// <summary>A vehicle with its battery, or a battery, was sold to a person, who is named by an opaque reference only.</summary>
[EntryKind("sold-to-private-owner")]
public sealed record SoldToPrivateOwner : EntryData
{
    /// <summary>The person; who that is can be erased without touching this entry.</summary>
    public required OwnerReference Owner { get; init; }

    /// <summary>Where (GB/T 2260).</summary>
    public required RegionCode Region { get; init; }
}

/// <summary>A party took a battery over from a person.</summary>
[EntryKind("collected-from-private-owner")]
public sealed record CollectedFromPrivateOwner : EntryData
{
    /// <summary>The person who gave it.</summary>
    public required OwnerReference Owner { get; init; }

    /// <summary>The party that took it: holder and custodian from now on.</summary>
    public required PartyId Collector { get; init; }

    /// <summary>Where (GB/T 2260).</summary>
    public required RegionCode Region { get; init; }

    /// <summary>The collector's safety judgement, for a retired lithium-ion battery (GB/T 38698.1).</summary>
    public SafetyJudgement? CollectorJudgement { get; init; }
}
