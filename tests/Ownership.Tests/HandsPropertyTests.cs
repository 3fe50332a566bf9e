using CsCheck;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Xunit;
using static Traceability.Ownership.Tests.Given;

namespace Traceability.Ownership.Tests;

public sealed class HandsPropertyTests
{
    private static readonly Party[] Parties = [Maker, Dealer, Repairer, Outlet];

    private enum Move
    {
        Offer,
        Accept,
        Reject,
        Withdraw,
        Expire,
        Wait,
    }

    private static readonly Gen<(Move Move, int From, int To, TransferType Type, int Hours)> Step = Gen.Select(
        Gen.Enum<Move>(), Gen.Int[0, 3], Gen.Int[0, 3], Gen.Enum<TransferType>(), Gen.Int[1, 40]);

    [Fact]
    public void Whatever_is_tried_holder_and_custodian_change_by_acceptance_alone_and_are_one_party_each() => Step.Array[0, 60].Sample(steps =>
    {
        var standing = Held(Maker);
        var now = Now;
        var transfers = new List<Transfer>();
        foreach (var (move, from, to, type, hours) in steps)
        {
            now = move == Move.Wait ? now.AddHours(hours) : now;
            if (move == Move.Offer)
            {
                transfers.Add(Transfer(type, Parties[from], Parties[to]) with { Id = $"transfer-{transfers.Count}", ExpiresAt = now.AddHours(hours) });
            }

            if (transfers.Count == 0 || move == Move.Wait)
            {
                continue;
            }

            // Answers also go to offers that are long over.
            var transfer = move == Move.Offer ? transfers[^1] : transfers[Math.Max(0, transfers.Count - 1 - (hours % 3))];
            if (Decide(standing, transfer, move, Parties[from], now) is Decision.Record record)
            {
                var after = record.Entries.Aggregate(standing, (before, entry) => before.Then(entry));
                AssertFair(standing, after, move, transfer, now);
                standing = after;
            }
        }
    });

    private static Decision Decide(Standing standing, Transfer transfer, Move move, Party caller, DateTimeOffset now) => move switch
    {
        Move.Offer => OfferTransfer.Decide(
            standing, transfer, transfer.Lines[0], Parties.First(party => party.Id == transfer.To), RulesNow, now),
        Move.Accept => AcceptTransfer.Decide(
            standing, transfer, new() { OccurredAt = now }, new() { Battery = Code() }, caller, RulesNow, now),
        Move.Reject => RejectTransfer.Decide(standing, transfer, new() { OccurredAt = now, Reason = "no" }, caller, now),
        Move.Withdraw => WithdrawTransfer.Decide(standing, transfer, new() { OccurredAt = now, Reason = "no" }, caller, now),
        _ => ExpireTransfer.Decide(standing, transfer, now),
    };

    private static void AssertFair(Standing before, Standing after, Move move, Transfer transfer, DateTimeOffset now)
    {
        Assert.NotNull(after.Holder.Party);
        Assert.NotNull(after.Custodian.Party);
        if (move != Move.Accept)
        {
            Assert.Equal((before.Holder, before.Custodian), (after.Holder, after.Custodian));
            return;
        }

        Assert.True(now < transfer.ExpiresAt);
        Assert.Equal(transfer.Id, before.Offer?.Transfer);
        Assert.True(after.Holder == before.Holder || after.Holder == transfer.To);
        Assert.True(after.Custodian == before.Custodian || after.Custodian == transfer.To);
        Assert.True(after.Holder == transfer.To || after.Custodian == transfer.To);
        Assert.Equal(transfer.Type is TransferType.Sale or TransferType.Collection ? transfer.To : before.Holder, after.Holder);
    }
}
