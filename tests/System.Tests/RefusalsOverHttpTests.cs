using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Traceability.SystemTests;

/// <summary>Refusals that only a door can meet: no decision speaks them.</summary>
public sealed class RefusalsOverHttpTests : IAsyncLifetime
{
    private const string AdministratorSecret = "a-secret-known-to-this-test-only";

    private readonly TemporaryFolder data = new();
    private StandaloneProcess registry = null!;
    private PartyClient maker = null!;

    public async ValueTask InitializeAsync()
    {
        registry = await StandaloneProcess.Start(data.Path, null, "--Operator:ClientSecret", AdministratorSecret);
        var administrator = await PartyClient.LogIn(registry.Address, "000000000", "000000000-1", AdministratorSecret);
        maker = await administrator.Register("91520115MA0TEXT129", "Guizhou Battery", "520115", ["battery-maker", "vehicle-maker"], ["GZ9"]);
    }

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        data.Dispose();
    }

    [Theory]
    [InlineData("/transfers?box=attic", 400, "box-unknown")]
    [InlineData("/transfers/transfer-nobody-made", 404, "transfer-unknown")]
    [InlineData("/treatments/treatment-nobody-made", 404, "treatment-unknown")]
    [InlineData("/lots/lot-nobody-made", 404, "lot-unknown")]
    [InlineData("/owners/owner-01k7f3q8w2m4n6p8r0t2v4x6z8", 404, "owner-unknown")]
    [InlineData("/audit/batteries/GZ9PE0100000A1G6K0000012", 404, "battery-unknown")]
    [InlineData("/audit/batteries/GZ9PE0100000A1G6K0000012?atLeast=-1", 404, "battery-unknown")]
    [InlineData("/passport/not-a-code", 400, "battery-code-length")]
    public async Task What_is_not_there_is_said_so(string path, int status, string code) =>
        Assert.Equal(code, Code(await maker.Get(path, (HttpStatusCode)status)));

    [Fact]
    public async Task Audit_says_when_it_has_not_caught_up()
    {
        await Register(1);
        var behind = await maker.Get($"/audit/batteries/{Codes.Ncm('P', 1)}?atLeast=2", HttpStatusCode.ServiceUnavailable);
        Assert.Equal("audit-behind", Code(behind));
    }

    [Fact]
    public async Task A_misspelt_member_is_named_and_nothing_is_recorded()
    {
        var battery = Codes.Ncm('P', 2);
        var misspelt = await maker.Refused(
            HttpStatusCode.BadRequest, "/batteries", new { battery, occurredAt = "2026-06-20T08:00:00+08:00", nameplate = Codes.Nameplate("pack"), regoin = "520115" });
        Assert.Equal(("malformed-body", "batteries[0].regoin"), (Code(misspelt), misspelt["field"]!.GetValue<string>()));
        await maker.Get($"/audit/batteries/{battery}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task One_bad_line_spoils_no_other()
    {
        object?[] batteries = [Line(3), new { battery = "GZ9" }, Line(3), null, Line(4)];
        var answer = await maker.Post(HttpStatusCode.MultiStatus, "/batteries", new { batteries });
        Assert.Equal(
            [null, "battery-code-length", "battery-repeated", "malformed-body", null],
            answer["results"]!.AsArray().Select(result => result!["problem"]?["code"]?.GetValue<string>()));
    }

    [Fact]
    public async Task A_request_holds_one_to_a_thousand_lines()
    {
        Assert.Equal("lines-out-of-range", Code(await maker.Post(HttpStatusCode.BadRequest, "/batteries", new { batteries = Array.Empty<object>() })));
        var batteries = Enumerable.Range(10_000, 1001).Select(Line);
        Assert.Equal("lines-out-of-range", Code(await maker.Post(HttpStatusCode.BadRequest, "/batteries", new { batteries })));
    }

    [Fact]
    public async Task A_key_stands_for_one_request()
    {
        var first = await maker.Record("/batteries", Line(5), "the-key");
        Assert.Equal(first.ToJsonString(), (await maker.Record("/batteries", Line(5), "the-key")).ToJsonString());
        var reused = await maker.Post(HttpStatusCode.UnprocessableEntity, "/batteries", new { batteries = new[] { Line(6) } }, "the-key");
        Assert.Equal("idempotency-key-reused", Code(reused));
    }

    [Fact]
    public async Task Parts_and_replacements_must_make_sense()
    {
        await Register(7);
        var nothing = new { battery = Codes.Ncm('P', 7), parts = Array.Empty<string>(), reason = "Opened.", occurredAt = "2026-06-21T08:00:00+08:00" };
        Assert.Equal("parts-out-of-range", Code(await maker.Refused(HttpStatusCode.BadRequest, "/part-removals", nothing)));
        var itself = new { battery = Codes.Ncm('P', 7), by = Codes.Ncm('P', 7), vin = "LZ9AB1CD8RG100001", reason = "repair", occurredAt = "2026-06-21T08:00:00+08:00" };
        Assert.Equal("replaces-itself", Code(await maker.Refused(HttpStatusCode.BadRequest, "/replacements", itself)));
    }

    [Fact]
    public async Task The_last_hours_there_are_lie_in_the_future()
    {
        var last = new { battery = Codes.Ncm('P', 8), occurredAt = "9999-12-31T23:59:59Z", nameplate = Codes.Nameplate("pack") };
        Assert.Equal("occurred-in-future", Code(await maker.Refused(HttpStatusCode.UnprocessableEntity, "/batteries", last)));
    }

    [Theory]
    [InlineData("/batteries", "{}", "application/json; charset=klingon", 415, "unsupported-media-type")]
    [InlineData("/connect/token", "grant_type=client_credentials&client_id=1&client_secret=%00", "application/x-www-form-urlencoded", 400, "malformed-body")]
    public async Task A_body_that_no_reader_understands_is_the_callers_mistake(string path, string body, string type, int status, string code)
    {
        using var http = new HttpClient { BaseAddress = registry.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", maker.Token);
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var answer = await http.PostAsync(path, content, TestContext.Current.CancellationToken);

        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal((status, code), ((int)answer.StatusCode, Code(JsonNode.Parse(text)!.AsObject())));
    }

    [Fact]
    public async Task A_second_process_does_not_start_on_the_same_data()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => StandaloneProcess.Start(data.Path));

        Assert.Contains("in use by another process", failure.Message, StringComparison.Ordinal);
        await Register(9);
    }

    [Fact]
    public async Task A_party_has_a_bounded_number_of_everything()
    {
        var administrator = await PartyClient.LogIn(registry.Address, "000000000", "000000000-1", AdministratorSecret);
        var vendorCodes = Enumerable.Range(100, 900).Select(number => $"{number}");
        var party = new { id = "91520303MA0TEXT39Y", name = "Zunyi", region = "520303", roles = new[] { "battery-maker" }, vendorCodes };
        Assert.Equal("too-many-items", Code(await administrator.Post(HttpStatusCode.UnprocessableEntity, "/parties", party)));
    }

    [Theory]
    [InlineData("Content-Length: 100\r\n\r\n{", "408", "body-too-slow")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nno-size\r\n", "400", "malformed-request")]
    public async Task A_body_that_does_not_come_as_announced_is_told_so(string rest, string status, string code)
    {
        var token = maker.Token;
        var request = $"POST /batteries HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n{rest}";
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(registry.Address.Host, registry.Address.Port, TestContext.Current.CancellationToken);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(tcp.GetStream());
        var answer = new StringBuilder();
        await Eventually.Holds(
            async () =>
            {
                answer.AppendLine(await reader.ReadLineAsync());
                return answer.ToString().Contains($"\"code\":\"{code}\"", StringComparison.Ordinal);
            },
            TimeSpan.FromSeconds(30),
            answer.ToString);
        Assert.StartsWith($"HTTP/1.1 {status}", answer.ToString(), StringComparison.Ordinal);
    }

    private Task<JsonObject> Register(int serial) => maker.Record("/batteries", Line(serial));

    private static object Line(int serial) =>
        new { battery = Codes.Ncm('P', serial), occurredAt = "2026-06-20T08:00:00+08:00", nameplate = Codes.Nameplate("pack") };

    private static string Code(JsonObject problem) => problem["code"]!.GetValue<string>();
}
