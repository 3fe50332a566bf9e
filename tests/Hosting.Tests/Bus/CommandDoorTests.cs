using System.Globalization;
using System.Text.Json;
using RabbitMQ.Client;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;

namespace Traceability.Hosting.Tests.Bus;

public sealed class CommandDoorTests
{
    private const string Exchange = "traceability.commands";

    private static readonly string User = $"{ARegistry.Maker.Id}-1";

    [Fact]
    public async Task A_command_is_carried_out_once_and_answered_line_by_line()
    {
        await using var broker = await ABroker.Start();
        await using var registry = await ARegistry.Start(broker);
        await using var maker = await AnOutsider.Connect(await broker.AddUser(User));
        var answers = await maker.OwnQueue();
        var body = Registering(Life.Pack, Life.Pack);
        var command = new BasicProperties { UserId = User, MessageId = "order-4711", ReplyTo = answers, CorrelationId = "7" };

        await maker.Send(Exchange, "batteries", body, command);
        var first = await maker.Next(answers);
        await maker.Send(Exchange, "batteries", body, command);
        var second = await maker.Next(answers);
        await maker.Send(Exchange, "batteries", Registering(BatteryCode.Of("GZ9PB0100000A1G6K0000002")), command);
        var reused = await maker.Next(answers);

        Assert.Equal((207, "7"), (StatusOf(first), first.BasicProperties.CorrelationId));
        var lines = JsonOf(first).GetProperty("results");
        Assert.Equal(1, lines[0].GetProperty("receipt").GetProperty("sequence").GetInt32());
        Assert.Equal("batteries[1]", lines[1].GetProperty("problem").GetProperty("field").GetString());
        Assert.Equal(
            lines[0].GetProperty("receipt").GetRawText(), JsonOf(second).GetProperty("results")[0].GetProperty("receipt").GetRawText());
        Assert.Equal("idempotency-key-reused", JsonOf(reused).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("no JSON", "malformed-body")]
    [InlineData("", "malformed-body")]
    [InlineData("[]", "malformed-body")]
    [InlineData("""{ "batteries": [], "colour": "red" }""", "malformed-body")]
    [InlineData("""{ "batteries": [] }""", "lines-out-of-range")]
    public async Task What_cannot_be_read_is_answered_with_a_problem_and_does_not_come_again(string body, string code)
    {
        await using var broker = await ABroker.Start();
        await using var registry = await ARegistry.Start(broker);
        await using var maker = await AnOutsider.Connect(await broker.AddUser(User));
        var answers = await maker.OwnQueue();

        await maker.Send(Exchange, "batteries", body, new() { UserId = User, MessageId = "1", ReplyTo = answers });

        var answer = await maker.Next(answers);
        Assert.Equal((400, code, "1"), (StatusOf(answer), JsonOf(answer).GetProperty("code").GetString(), answer.BasicProperties.CorrelationId));
        Assert.Equal("application/problem+json", answer.BasicProperties.ContentType);
        await Eventually.Holds("the command is taken from its queue", async () => await broker.Count("ownership.commands") == 0);
    }

    [Fact]
    public async Task Only_those_act_whom_the_broker_vouches_for()
    {
        await using var broker = await ABroker.Start();
        await using var registry = await ARegistry.Start(broker);
        await using var maker = await AnOutsider.Connect(await broker.AddUser(User));
        await using var stranger = await AnOutsider.Connect(await broker.AddUser("stranger"));
        var body = Registering(Life.Pack);

        Assert.Equal("sender-not-named", await CodeOf(maker, new() { MessageId = "1" }));
        Assert.Equal("party-unknown", await CodeOf(stranger, new() { UserId = "stranger", MessageId = "2" }));
        Assert.Equal("idempotency-key-malformed", await CodeOf(maker, new() { UserId = User }));

        async Task<string?> CodeOf(AnOutsider sender, BasicProperties properties)
        {
            properties.ReplyTo = await sender.OwnQueue();
            await sender.Send(Exchange, "batteries", body, properties);
            return JsonOf(await sender.Next(properties.ReplyTo)).GetProperty("code").GetString();
        }
    }

    [Fact]
    public async Task Nothing_is_answered_into_a_queue_of_somebody_else()
    {
        await using var broker = await ABroker.Start();
        await using var registry = await ARegistry.Start(broker);
        await using var maker = await AnOutsider.Connect(await broker.AddUser(User));
        var own = await maker.OwnQueue($"{User}.answers");

        await maker.Send(Exchange, "batteries", "no JSON", new() { UserId = User, MessageId = "1", ReplyTo = "audit.party-changed" });
        await maker.Send(Exchange, "batteries", "no JSON", new() { UserId = User, MessageId = "2", ReplyTo = own });

        Assert.Equal("2", (await maker.Next(own)).BasicProperties.CorrelationId);
        await Eventually.Holds("the command is taken from its queue", async () => await broker.Count("ownership.commands") == 0);
        Assert.Equal(0u, await broker.Count("audit.party-changed"));
    }

    private static string Registering(params BatteryCode[] batteries) => JsonSerializer.Serialize(
        new
        {
            Batteries = batteries.Select(battery => new { battery, OccurredAt = Life.MadeAt, Nameplate = Life.Nameplate(battery) with { ProducedOn = new(2026, 6, 19) } }),
        },
        TraceabilityJson.Options);

    private static int StatusOf(BasicGetResult answer) => Convert.ToInt32(answer.BasicProperties.Headers!["status"], CultureInfo.InvariantCulture);

    private static JsonElement JsonOf(BasicGetResult answer) => JsonSerializer.Deserialize<JsonElement>(answer.Body.Span);
}
