using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Traceability.SystemTests;

/// <summary>The same registry for who reads Chinese and for who reads English.</summary>
public sealed class LanguagesTests
{
    private const string AdministratorSecret = "a-secret-known-to-this-test-only";

    [Fact]
    public async Task A_receipt_is_repeated_and_a_line_refused_in_the_language_of_each_request()
    {
        using var data = new TemporaryFolder();
        await using var registry = await StandaloneProcess.Start(data.Path, null, "--Operator:ClientSecret", AdministratorSecret);
        var administrator = await PartyClient.LogIn(registry.Address, "000000000", "000000000-1", AdministratorSecret);
        var maker = await administrator.Register("91520115MA0TEXT129", "Guizhou Battery", "520115", ["battery-maker"], ["GZ9"]);
        using var http = new HttpClient { BaseAddress = registry.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", maker.Token);

        var heavy = new { level = "pack", chemistry = "NCM622", capacityAh = 150, voltageV = 350.4, energyKwh = 52.56, massKg = 3400, model = "GP-52", producedOn = "2026-06-19" };
        var batch = new { batteries = new object[] { new { battery = Codes.Ncm('P', 1), occurredAt = "2026-06-20T08:00:00+08:00", nameplate = heavy }, new { battery = "GZ9" } } };
        var chinese = await Post(http, "zh-CN", HttpStatusCode.MultiStatus, "/batteries", batch);
        var english = await Post(http, "en", HttpStatusCode.MultiStatus, "/batteries", batch);

        Assert.StartsWith("3400 kg 具有 52.56 kWh，即 15 Wh/kg；三元（NCM622）电池包通常为 ", Warning(chinese)["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.StartsWith("52.56 kWh in 3400 kg is 15 Wh/kg; NCM622 packs usually have ", Warning(english)["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(Warning(chinese)["arguments"]!.ToJsonString(), Warning(english)["arguments"]!.ToJsonString());
        Assert.Equal(Receipt(chinese)["seal"]!.GetValue<string>(), Receipt(english)["seal"]!.GetValue<string>());
        Assert.Equal("电池编码长度不符", chinese["results"]![1]!["problem"]!["title"]!.GetValue<string>());
        Assert.Equal("Battery code of a wrong length", english["results"]![1]!["problem"]!["title"]!.GetValue<string>());

        var early = new { batteries = new[] { new { battery = Codes.Ncm('P', 1), vin = "LZ9AB1CD8RG100001", reason = "repair", occurredAt = "2026-06-21T08:00:00+08:00" } } };
        var refused = await Post(http, "zh", HttpStatusCode.Forbidden, "/removals", early);
        Assert.Equal("缺少相应角色", refused["title"]!.GetValue<string>());
        Assert.Contains("汽车生产企业", refused["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static JsonNode Receipt(JsonObject answer) => answer["results"]![0]!["receipt"]!;

    private static JsonNode Warning(JsonObject answer) => Receipt(answer)["warnings"]![0]!;

    private static async Task<JsonObject> Post(HttpClient http, string language, HttpStatusCode expected, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Accept-Language", language);
        request.Headers.Add("Idempotency-Key", path);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == expected, text);
        return JsonNode.Parse(text)!.AsObject();
    }
}
