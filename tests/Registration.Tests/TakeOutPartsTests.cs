using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Xunit;

namespace Traceability.Registration.Tests;

public sealed class TakeOutPartsTests
{
    private static readonly TakeOutParts Command = new() { Battery = Given.Pack, OccurredAt = Given.Noon, Parts = [Given.Module], Reason = "Opened." };

    private static readonly Standing Whole = ((Standing?)null).After(Given.Pack, [Given.Registered with { Parts = [Given.Module] }]);

    private static readonly Standing Part = Given.ModuleAfter(new BatteryBuiltIn { Into = Given.Pack });

    [Fact]
    public void Parts_leave_the_whole() => Assert.Empty(Whole.After(Decide(Command, Whole)).Parts);

    [Fact]
    public void A_part_carries_on_the_life_of_the_whole()
    {
        var sold = Whole.After(Given.Pack, [Given.Offer, new TransferAccepted
        {
            Transfer = Given.Offer.Transfer, Holder = Given.Stranger.Id, Custodian = Given.Maker.Id, Region = Given.Region,
        }, Given.Retired]);
        var part = Part.After(TakeOutParts.DecidePart(Part, sold, Command, Given.Maker));

        Assert.Equal((Stage.Retired, null), (part.Stage, part.BuiltInto));
        Assert.Equal(((HolderId)Given.Stranger.Id, (HolderId)Given.Maker.Id), (part.Holder, part.Custodian));
    }

    [Fact]
    public void Not_everybody_opens_everything()
    {
        Decide(Command with { Reason = " " }, Whole).IsRefused(DossierRefusals.TextNotUsable, "reason");
        Decide(Command, Whole, Given.Regulator).IsRefused(DossierRefusals.RoleMissing);
        Decide(Command, Whole, Given.Stranger).IsRefused(DossierRefusals.NotCustodian);
        Decide(Command, Whole.After(Given.Pack, [Given.Installed])).IsRefused(DossierRefusals.WrongStage);
        Decide(Command, Whole.After(Given.Pack, [Given.Offer])).IsRefused(DossierRefusals.TransferOpen);
    }

    [Fact]
    public void A_take_back_outlet_opens_nothing_unless_the_rules_say_so_or_it_is_more_than_an_outlet()
    {
        var outlet = Given.Maker with { Roles = [PartyRole.CollectionOutlet] };

        Decide(Command, Whole, outlet).IsRefused(RegistrationRefusals.OutletMayNotDismantle);
        Assert.IsType<Decision.Record>(Decide(Command, Whole, outlet, Given.Rules with { OutletsMayDismantle = true }));
        Assert.IsType<Decision.Record>(Decide(Command, Whole, outlet with { Roles = [PartyRole.CollectionOutlet, PartyRole.Repairer] }));
    }

    [Fact]
    public void Only_what_is_in_it_comes_out()
    {
        Decide(Command with { Parts = [Given.Module, Given.OtherPack] }, Whole).IsRefused(RegistrationRefusals.NotAPart, "parts");
        TakeOutParts.DecidePart(Given.ModuleAfter(), Whole, Command, Given.Maker).IsRefused(RegistrationRefusals.NotAPart, "parts");
    }

    private static Decision Decide(TakeOutParts command, Standing whole, Party? caller = null, RegistrationRules? rules = null) =>
        TakeOutParts.DecideWhole(whole, command, caller ?? Given.Maker, rules ?? Given.Rules, Given.Noon);
}
