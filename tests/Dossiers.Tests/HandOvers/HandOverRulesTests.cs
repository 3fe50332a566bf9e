using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.HandOvers;
using Traceability.Dossiers.Tests.Fixtures;
using Xunit;

namespace Traceability.Dossiers.Tests.HandOvers;

/// <summary>"Home" and "asker" and "other" are keepers; "me" is who is asked.</summary>
public sealed class HandOverRulesTests
{
    private static readonly BatteryCode Code = Some.Code(1);
    private static readonly Standing Standing = Some.Opening(Code).Standing;

    [Theory]
    // Nothing is stored.
    [InlineData(DossierPurpose.HandOver, "home", null, 0, "unknown")]
    [InlineData(DossierPurpose.Read, "home", null, 0, "unknown")]
    [InlineData(DossierPurpose.FirstEntry, "home", null, 0, "unknown")]
    [InlineData(DossierPurpose.Open, "home", null, 0, "release 0")]
    [InlineData(DossierPurpose.HandOver, "me", null, 0, "wait")]
    [InlineData(DossierPurpose.HandOver, "me", null, 2, "wait")]
    [InlineData(DossierPurpose.HandOver, "home", null, 2, "wait")]
    // It is kept here.
    [InlineData(DossierPurpose.HandOver, "me", "me 3 recorded", 0, "release 1")]
    [InlineData(DossierPurpose.HandOver, "me", "me 3 recorded", 3, "release 1")]
    [InlineData(DossierPurpose.HandOver, "me", "me 3 recorded", 4, "wait")]
    [InlineData(DossierPurpose.HandOver, "me", "me 3 claimed", 3, "wait for claim")]
    [InlineData(DossierPurpose.HandOver, "me", "me 3 empty", 3, "unknown")]
    [InlineData(DossierPurpose.HandOver, "me", "me 3 reserved", 3, "wait for claim")]
    [InlineData(DossierPurpose.Open, "me", "me 3 recorded", 3, "battery-exists")]
    [InlineData(DossierPurpose.Open, "me", "me 3 claimed", 3, "wait for claim")]
    [InlineData(DossierPurpose.Open, "me", "me 3 empty", 3, "release 0")]
    [InlineData(DossierPurpose.Read, "me", "me 3 recorded", 3, "standing")]
    [InlineData(DossierPurpose.Read, "me", "me 3 claimed", 3, "standing")]
    [InlineData(DossierPurpose.Read, "me", "me 3 empty", 3, "unknown")]
    [InlineData(DossierPurpose.Read, "me", "me 3 reserved", 3, "unknown")]
    // It was let go of.
    [InlineData(DossierPurpose.HandOver, "me", "other 3 recorded", 0, "pass to other at 3")]
    [InlineData(DossierPurpose.HandOver, "me", "other 3 recorded", 3, "pass to other at 3")]
    [InlineData(DossierPurpose.HandOver, "me", "other 3 recorded", 4, "wait")]
    [InlineData(DossierPurpose.Open, "me", "other 3 empty", 0, "pass to other at 3")]
    [InlineData(DossierPurpose.Read, "me", "other 3 recorded", 3, "pass to other at 3")]
    [InlineData(DossierPurpose.HandOver, "me", "asker 3 recorded", 0, "hand-over 3 to asker")]
    [InlineData(DossierPurpose.Read, "me", "asker 3 recorded", 0, "hand-over 3 to asker")]
    [InlineData(DossierPurpose.Open, "me", "asker 3 empty", 0, "hand-over 3 to asker")]
    // Only home tells how it was opened, whoever keeps it now.
    [InlineData(DossierPurpose.FirstEntry, "home", "home 1 recorded", 0, "first entry")]
    [InlineData(DossierPurpose.FirstEntry, "home", "other 3 recorded", 0, "first entry")]
    [InlineData(DossierPurpose.FirstEntry, "home", "home 1 reserved", 0, "battery-busy")]
    public void What_is_done_with_a_request(DossierPurpose purpose, string me, string? stored, int highestEpoch, string expected)
    {
        var request = Request(purpose, highestEpoch);

        Assert.Equal(expected, Told(HandOverRules.Decide(Stored(stored), request, me, "home")));
    }

    [Theory]
    [InlineData(DossierPurpose.HandOver, "me", null, "home at 0")]
    [InlineData(DossierPurpose.HandOver, "home", null, "nobody")]
    [InlineData(DossierPurpose.Open, "me", null, "home at 0")]
    [InlineData(DossierPurpose.Open, "home", null, "nobody")]
    [InlineData(DossierPurpose.HandOver, "me", "me 3 recorded", "nobody")]
    [InlineData(DossierPurpose.Read, "me", "me 3 empty", "nobody")]
    [InlineData(DossierPurpose.HandOver, "me", "other 3 recorded", "other at 3")]
    [InlineData(DossierPurpose.Read, "home", "other 3 recorded", "other at 3")]
    [InlineData(DossierPurpose.FirstEntry, "me", "me 3 recorded", "home at 0")]
    [InlineData(DossierPurpose.FirstEntry, "home", "other 3 recorded", "nobody")]
    public void Whom_to_ask(DossierPurpose purpose, string me, string? stored, string expected)
    {
        var direction = HandOverRules.WhomToAsk(Stored(stored), purpose, me, "home");

        Assert.Equal(expected, direction is null ? "nobody" : $"{direction.Keeper} at {direction.HighestEpoch}");
    }

    [Fact]
    public void A_request_of_another_process_of_the_keeper_is_told_that_the_dossier_is_there()
    {
        var step = HandOverRules.Decide(Stored("asker 3 recorded"), Request(DossierPurpose.HandOver, 2), "asker", "home");

        Assert.Equal(new HandOverStep.Answer(new() { RequestId = "request" }), step);
    }

    [Fact]
    public void A_request_that_has_gone_round_too_often_goes_no_further() => Assert.IsType<HandOverStep.Wait>(
        HandOverRules.Decide(Stored("other 3 recorded"), Request(DossierPurpose.HandOver, 0) with { Hops = 100 }, "me", "home"));

    [Fact]
    public void A_refusal_travels_with_its_values_as_text()
    {
        var refusal = DossierRefusals.TransferOpen.With(Code, "transfer-1", Some.OtherMaker);

        var unpacked = KeeperRefusal.Of(refusal).Unpack();

        Assert.Equal(refusal.Kind, unpacked.Kind);
        Assert.Equal(refusal.Detail, unpacked.Detail);
    }

    private static DossierRequest Request(DossierPurpose purpose, int highestEpoch) => new()
    {
        Id = "request", Battery = Code, Requester = "asker", ReplyTo = "asker/1", HighestEpoch = highestEpoch, Purpose = purpose, Hops = 0,
    };

    private static Dossier? Stored(string? words) => words?.Split(' ') is [var keeper, var epoch, var state]
        ? new()
        {
            Code = Code,
            Keeper = keeper,
            Epoch = epoch[0] - '0',
            Sequence = state is "empty" or "reserved" ? 0 : 1,
            Standing = state is "empty" or "reserved" ? null : Standing,
            Sent = 0,
            Claim = state is "claimed" or "reserved" ? "order" : null,
        }
        : null;

    private static string Told(HandOverStep step) => step switch
    {
        HandOverStep.Answer({ Unknown: true }) => "unknown",
        HandOverStep.Answer({ Standing: not null }) => "standing",
        HandOverStep.Answer({ Refusal: { } refusal }) => refusal.Kind.Code,
        HandOverStep.Answer({ HandOver: { From: "me" } handOver }) => $"hand-over {handOver.Epoch} to {handOver.To}",
        HandOverStep.PassOn(var keeper, { Hops: 1 } request) => $"pass to {keeper} at {request.HighestEpoch}",
        HandOverStep.Release(var sequence) => $"release {sequence}",
        HandOverStep.ShowFirstEntry => "first entry",
        HandOverStep.Wait => "wait",
        HandOverStep.WaitForClaim => "wait for claim",
        _ => step.ToString(),
    };
}
