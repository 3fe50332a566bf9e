using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Parties;

namespace Traceability.Standalone.Sample;

/// <summary>An organisation of the sample; none exists.</summary>
internal sealed class SampleParty
{
    /// <summary>What it is registered with.</summary>
    public required RegisterParty Registration { get; init; }

    /// <summary>Whether it reports batteries, and so needs a token.</summary>
    public required bool Acts { get; init; }

    /// <summary>Its id.</summary>
    public PartyId Id => Registration.Id;

    /// <summary>Where it is.</summary>
    public RegionCode Region => Registration.Region;

    /// <summary>Its access token, once it has logged in.</summary>
    public string? Token { get; set; }

    /// <summary>Recovered material that it has bought and may declare to have used.</summary>
    public List<SampleLot> Stock { get; } = [];

    /// <summary>Whether it has the role.</summary>
    public bool Is(PartyRole role) => Registration.Roles.Contains(role);
}

/// <summary>A lot of recovered material as the loader follows it.</summary>
internal sealed record SampleLot(string Id, Contracts.Materials.Material Material, SampleParty Owner, DateTimeOffset Due)
{
    /// <summary>What is left of it.</summary>
    public decimal MassKg { get; set; }
}
