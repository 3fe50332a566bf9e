using Traceability.Contracts.Messages;
using Traceability.Hosting.Bus;

namespace Traceability.Hosting.Tests.Bus;

public sealed class DeadLetterTests
{
    private const string Queue = "audit.lot-changed";
    private const string Aside = "audit.lot-changed_error";

    [Fact]
    public async Task One_message_that_cannot_be_taken_is_set_aside_all_others_are_taken_and_it_is_once_that_is_mended()
    {
        await using var broker = await ABroker.Start();
        var audit = new Listener<LotChanged>(message => message.Lot is { Id: "lot-3", Version: 2 } ? new InvalidOperationException("Poison") : null);
        await using var recycling = await AProcess.Start(broker, "recycling");
        await using var process = await AProcess.Start(broker, "audit", audit);

        await Task.WhenAll(from version in Enumerable.Range(1, 3) from lot in Enumerable.Range(1, 10) select recycling.Publish(Some.Lot($"lot-{lot}", version)));

        await Eventually.Holds("the message is set aside", async () => await broker.Count(Aside) == 1);
        await audit.Has(29);
        Assert.Equal(29, audit.Taken.Count);

        audit.Fail = _ => null;
        var told = new StringWriter();
        await DeadLetters.Replay(broker.Configuration, "audit", told, TestContext.Current.CancellationToken);
        await audit.Has(30);
        Assert.Equal("lot-3", audit.Taken[^1].Lot.Id);
        Assert.Equal($"{Queue}: 1", told.ToString().Trim());
        Assert.Equal(0u, await broker.Count(Aside));
    }

    [Fact]
    public async Task While_the_store_is_away_messages_stay_with_the_broker()
    {
        await using var broker = await ABroker.Start();
        var away = new Listener<LotChanged>(_ => new TimeoutException("The store is away."));
        await using var recycling = await AProcess.Start(broker, "recycling");
        await using (await AProcess.Start(broker, "audit", away))
        {
            await recycling.Publish(Some.Lot("lot-1", 1));
            await recycling.Publish(Some.Lot("lot-1", 2));

            // A fault that stays is given up after six attempts.
            await Eventually.Holds("it is tried more than six times", () => away.Failures > 6);
        }

        Assert.Equal(0u, await broker.Count(Aside));
        var back = new Listener<LotChanged>();
        await using var process = await AProcess.Start(broker, "audit", back);
        await back.Has(2);
        Assert.Equal([1, 2], back.Taken.Select(message => message.Lot.Version));
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task What_is_no_message_is_set_aside(string body)
    {
        await using var broker = await ABroker.Start();
        var audit = new Listener<LotChanged>();
        await using var process = await AProcess.Start(broker, "audit", audit);
        await using var outsider = await broker.Outsider();

        await outsider.Send("", Queue, body);

        await Eventually.Holds("the message is set aside", async () => await broker.Count(Aside) == 1);
        Assert.Empty(audit.Taken);
    }
}
