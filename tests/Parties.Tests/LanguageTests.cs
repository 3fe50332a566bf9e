using System.Net;
using System.Text;
using System.Text.Json;

namespace Traceability.Parties.Tests;

public sealed class LanguageTests
{
    [Theory]
    [InlineData(null, "en", "Nothing lies at this address")]
    [InlineData("en-US, en; q=0.9, zh; q=0.8", "en", "Nothing lies at this address")]
    [InlineData("fr", "en", "Nothing lies at this address")]
    [InlineData("no such language;;", "en", "Nothing lies at this address")]
    [InlineData("zh", "zh", "该地址不存在")]
    [InlineData("ZH-cn, zh; q=0.9, en; q=0.8", "zh", "该地址不存在")]
    [InlineData("zh-Hans-CN", "zh", "该地址不存在")]
    [InlineData("en; q=0.1, zh-Hans; q=0.5", "zh", "该地址不存在")]
    [InlineData("fr, zh; q=0.5", "zh", "该地址不存在")]
    public async Task An_answer_is_in_the_language_that_is_asked_for(string? asked, string tag, string title)
    {
        await using var registry = await ARegistry.StartAsync();

        var answer = await Get(registry.Http, "/nothing/here", asked);

        var problem = await answer.IsProblem(HttpStatusCode.NotFound, "no-such-path");
        Assert.Equal(title, problem.GetProperty("title").GetString());
        Assert.Equal([tag], answer.Content.Headers.ContentLanguage);
        Assert.Equal(["Accept-Language"], answer.Headers.Vary);
    }

    [Theory]
    [InlineData("""{"id":"91520115MA0TEXT129","name":"A","roles":["recycler"]}""", "region", "缺少必填项：'region'。")]
    [InlineData("""{"id":"91520115MA0TEXT129","name":7,"roles":[],"region":"520115"}""", "name", "'name' 须为字符串。")]
    [InlineData("""{"id":"91520115MA0TEXT129","name":"A","roles":["king"],"region":"520115"}""", "roles[0]", "'roles[0]' 须为下列之一：battery-maker, ")]
    [InlineData("""{"id":91520115,"name":"A","roles":["dealer"],"region":"520115"}""", "id", "应为字符串，而不是 Number。")]
    [InlineData("not json", null, "第 1 行第 2 字节处 JSON 有误：")]
    [InlineData("", null, "请求正文为空，应为 JSON。")]
    public async Task A_body_that_cannot_be_read_is_explained_in_Chinese(string body, string? field, string detail)
    {
        await using var registry = await ARegistry.StartAsync();
        var http = await registry.LogIn();
        http.DefaultRequestHeaders.Add("Accept-Language", "zh-CN");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var answer = await http.PostAsync(new Uri("/parties", UriKind.Relative), content, TestContext.Current.CancellationToken);

        var problem = await answer.IsProblem(HttpStatusCode.BadRequest, "malformed-body", field);
        Assert.Equal("无法读取请求正文", problem.GetProperty("title").GetString());
        Assert.StartsWith(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/parties?after=1504", HttpStatusCode.BadRequest, "party-id-length", "\"1504\" 有 4 个字符，而主体应以统一社会信用代码（18 位）表示")]
    [InlineData("/parties?limit=many", HttpStatusCode.BadRequest, "malformed-parameter", "'many' 不能作为 limit 的值。")]
    [InlineData("/parties?limit=0", HttpStatusCode.BadRequest, "malformed-parameter", "limit 须为 1 至 500。")]
    [InlineData("/parties/15048378A", HttpStatusCode.BadRequest, "duns-character", "邓白氏编码第 9 位是\"A\"，此处应为数字。")]
    [InlineData("/parties/91520115MA0TEXT129", HttpStatusCode.NotFound, "party-not-found", "91520115MA0TEXT129 未在此登记。")]
    [InlineData("/mistake", HttpStatusCode.InternalServerError, "unexpected-error", "错误出在本系统，已以 ")]
    public async Task Parameters_and_mistakes_are_explained_in_Chinese(string path, HttpStatusCode status, string code, string detail)
    {
        await using var registry = await ARegistry.StartAsync();

        var answer = await Get(await registry.LogIn(), path, "zh");

        var problem = await answer.Is(status);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.StartsWith(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(["zh"], answer.Content.Headers.ContentLanguage);
    }

    [Fact]
    public async Task Who_may_not_enter_is_told_so_in_Chinese()
    {
        await using var registry = await ARegistry.StartAsync(new() { ["Limits:RequestsPerSecond"] = "1", ["Limits:RequestsBurst"] = "3" });

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Get(registry.Http, "/parties", "zh")));

        var titles = await Task.WhenAll(answers.Select(async answer => (await answer.Is(answer.StatusCode)).GetProperty("title").GetString()));
        Assert.Equal(["请求过多", "需要访问令牌"], titles.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task All_problems_are_listed_in_both_languages()
    {
        await using var registry = await ARegistry.StartAsync();

        var english = Problems(await (await Get(registry.Http, "/problems", "en")).Is(HttpStatusCode.OK));
        var chinese = Problems(await (await Get(registry.Http, "/problems", "zh")).Is(HttpStatusCode.OK));

        Assert.Equal(english.Keys, chinese.Keys);
        Assert.All(english.Keys, code => Assert.NotEqual(english[code], chinese[code]));
        Assert.Equal(("该主体已登记", "{0} 已经登记；如需修改请使用 PUT /parties/{0}。"), chinese["party-exists"]);
    }

    [Fact]
    public async Task What_others_word_stays_English_and_says_so()
    {
        await using var registry = await ARegistry.StartAsync();
        registry.Http.DefaultRequestHeaders.Add("Accept-Language", "zh");

        using var refused = await registry.AskForToken(ARegistry.OperatorClientId, "wrong");
        using var document = await registry.Http.Get("/openapi/v1.json");

        Assert.Contains("The client id or the client secret is wrong.", (await refused.Is(HttpStatusCode.Unauthorized)).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(["en"], refused.Content.Headers.ContentLanguage);
        Assert.Equal(["en"], document.Content.Headers.ContentLanguage);
    }

    private static Dictionary<string, (string? Title, string? Template)> Problems(JsonElement list) => list.EnumerateArray().ToDictionary(
        problem => problem.GetProperty("code").GetString()!,
        problem => (problem.GetProperty("title").GetString(), problem.GetProperty("template").GetString()));

    private static async Task<HttpResponseMessage> Get(HttpClient http, string path, string? language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (language is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Language", language);
        }

        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
