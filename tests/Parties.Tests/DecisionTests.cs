using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using static Traceability.Parties.Tests.Some;

namespace Traceability.Parties.Tests;

public sealed class DecisionTests
{
    [Fact]
    public void Who_may_not_register_is_told_so_before_anything_else()
    {
        var outcome = (Registration() with { Name = "" }).Decide(Kept, Fresh, Recycler);

        Assert.Equal("not-administrator", outcome.Refusal?.Kind.Code);
    }

    [Fact]
    public void A_change_raises_the_version_and_keeps_the_suspension_and_the_credentials()
    {
        var suspended = Kept with { Party = Recycler with { Suspension = new(Now, "Because.") }, Credentials = [new("x-1", "hash", Now, Administrator.Id)] };

        var changed = Change("New name").Decide(suspended, Recycler.Id, "\"1\"", Administrator).Record!;

        Assert.Equal(2, changed.Party.Version);
        Assert.Equal("New name", changed.Party.Name);
        Assert.NotNull(changed.Party.Suspension);
        Assert.Single(changed.Credentials);
        Assert.True(changed.IsUnsent);
    }

    [Fact]
    public void An_administrator_cannot_lock_itself_out()
    {
        var kept = new PartyRecord { Party = Administrator, Credentials = [new("000000000-1", "hash", Now, Administrator.Id)] };

        Assert.Equal("administrator-locked-out", Change("Name").Decide(kept, Administrator.Id, "\"1\"", Administrator).Refusal?.Kind.Code);
        Assert.Equal("administrator-locked-out",
            new SuspendParty { Reason = "Tired." }.Decide(kept, Administrator.Id, Fresh, Administrator, Now).Refusal?.Kind.Code);
        Assert.Equal("administrator-locked-out", RevokeCredential.Decide(kept, Administrator.Id, "000000000-1", Administrator).Refusal?.Kind.Code);
    }

    [Fact]
    public void A_suspension_is_recorded_with_time_and_reason_and_not_twice()
    {
        var suspended = new SuspendParty { Reason = "Permit withdrawn." }.Decide(Kept, Recycler.Id, Fresh, Administrator, Now).Record!;

        Assert.Equal(new(Now, "Permit withdrawn."), suspended.Party.Suspension);
        Assert.Equal(2, suspended.Party.Version);
        Assert.Equal("party-already-suspended",
            new SuspendParty { Reason = "Again." }.Decide(suspended, Recycler.Id, Fresh, Administrator, Now).Refusal?.Kind.Code);
        Assert.Equal("reason-malformed", new SuspendParty { Reason = "" }.Decide(Kept, Recycler.Id, Fresh, Administrator, Now).Refusal?.Kind.Code);
    }

    [Fact]
    public void Lifting_what_is_not_suspended_changes_nothing() =>
        Assert.Same(Kept, LiftSuspension.Decide(Kept, Recycler.Id, Administrator).Record);

    [Fact]
    public void A_party_has_at_most_20_credentials()
    {
        var record = Kept;
        for (var number = 1; number <= 20; number++)
        {
            record = IssueCredential.Decide(record, Recycler.Id, Fresh, Recycler, () => "hash", Now).Record!;
            Assert.Equal($"{Http.Recycler}-{number}", record.Credentials[^1].ClientId);
        }

        Assert.Equal("credentials-too-many", IssueCredential.Decide(record, Recycler.Id, Fresh, Recycler, () => "hash", Now).Refusal?.Kind.Code);
    }

    [Fact]
    public void The_answer_to_a_repetition_is_the_first_one()
    {
        var request = Fresh with { Key = "000000000/key-1" };
        var record = Registration().Decide(null, request, Administrator).Record!;

        Assert.Same(record.Party, Registration().Decide(record, request, Administrator).Repeated?.Answer);
        Assert.Equal("idempotency-key-reused", Registration().Decide(record, request with { Fingerprint = "other" }, Administrator).Refusal?.Kind.Code);
    }

    private static ChangeParty Change(string name) => new() { Name = name, Roles = [PartyRole.Recycler], Region = RegionCode.Of("520115") };
}
