using Traceability.Contracts.Identifiers;
using Xunit;
using static Traceability.Contracts.Tests.Identifiers.Reading;

namespace Traceability.Contracts.Tests.Identifiers;

public sealed class RegionCodeTests
{
    [Theory]
    [InlineData("520100", "贵阳市", 10)]
    [InlineData("520200", "六盘水市", 4)]
    [InlineData("520300", "遵义市", 14)]
    [InlineData("520400", "安顺市", 6)]
    [InlineData("520500", "毕节市", 8)]
    [InlineData("520600", "铜仁市", 10)]
    [InlineData("522300", "黔西南布依族苗族自治州", 8)]
    [InlineData("522600", "黔东南苗族侗族自治州", 16)]
    [InlineData("522700", "黔南布依族苗族自治州", 12)]
    public void Every_prefecture_of_Guizhou_has_all_its_counties(string code, string name, int counties)
    {
        var prefecture = RegionCode.Of(code);

        Assert.Contains(prefecture, GuizhouRegions.Prefectures);
        Assert.Equal(name, prefecture.Name);
        Assert.Equal(RegionTier.Prefecture, prefecture.Tier);
        Assert.Equal(counties, GuizhouRegions.Counties.Count(prefecture.Contains));
    }

    [Fact]
    public void Every_county_of_Guizhou_lies_in_its_prefecture_in_the_province_and_in_the_country()
    {
        Assert.Equal(9, GuizhouRegions.Prefectures.Count);
        Assert.Equal(88, GuizhouRegions.Counties.Distinct().Count());
        Assert.Equal(88, GuizhouRegions.Counties.Select(county => county.Name).Distinct().Count());
        Assert.All(GuizhouRegions.Counties, county =>
        {
            Assert.Equal(county, RegionCode.Of(county.Value));
            Assert.NotNull(county.Name);
            Assert.Equal(RegionTier.County, county.Tier);
            Assert.Empty(county.Warnings("region"));
            Assert.Equal(GuizhouRegions.Province, county.Province);
            Assert.Contains(county.Prefecture!.Value, GuizhouRegions.Prefectures);
            Assert.True(county.Prefecture!.Value.Contains(county));
            Assert.True(GuizhouRegions.Province.Contains(county));
            Assert.True(RegionCode.Country.Contains(county));
            Assert.True(county.Contains(county));
            Assert.False(county.Contains(county.Prefecture!.Value));
            Assert.Single(GuizhouRegions.Prefectures, prefecture => prefecture.Contains(county));
        });
    }

    [Theory]
    [InlineData("520115", "观山湖区")]
    [InlineData("520204", "水城区")]
    [InlineData("520325", "道真仡佬族苗族自治县")]
    [InlineData("522732", "三都水族自治县")]
    [InlineData("520000", "贵州省")]
    [InlineData("100000", "中国")]
    [InlineData("110000", "北京市")]
    [InlineData("540000", "西藏自治区")]
    [InlineData("820000", "澳门特别行政区")]
    [InlineData("440300", null)]
    public void A_region_has_its_Chinese_name_where_it_is_known(string code, string? name) =>
        Assert.Equal(name, RegionCode.Of(code).Name);

    [Fact]
    public void There_are_34_provinces() =>
        Assert.Equal(34, Enumerable.Range(0, 100).Count(number => RegionCode.Parse($"{number:00}0000", out var region) is null
            && region.Tier == RegionTier.Province));

    [Fact]
    public void Other_provinces_accept_any_prefecture_and_county()
    {
        var county = RegionCode.Of("440304");

        Assert.Equal(RegionTier.County, county.Tier);
        Assert.Equal(RegionCode.Of("440300"), county.Prefecture);
        Assert.Equal(RegionCode.Of("440000"), county.Province);
        Assert.True(RegionCode.Of("440300").Contains(county));
        Assert.False(GuizhouRegions.Province.Contains(county));
    }

    [Fact]
    public void The_country_contains_everything_and_lies_in_no_province()
    {
        Assert.Equal(RegionCode.Country, RegionCode.Of("100000"));
        Assert.Equal(RegionTier.Country, RegionCode.Country.Tier);
        Assert.Null(RegionCode.Country.Province);
        Assert.Null(RegionCode.Country.Prefecture);
        Assert.True(RegionCode.Country.Contains(RegionCode.Of("650000")));
        Assert.True(RegionCode.Country.Contains(RegionCode.Country));
        Assert.False(GuizhouRegions.Province.Contains(RegionCode.Country));
    }

    [Fact]
    public void A_province_lies_in_itself_and_in_no_prefecture()
    {
        Assert.Equal(GuizhouRegions.Province, GuizhouRegions.Province.Province);
        Assert.Null(GuizhouRegions.Province.Prefecture);
        Assert.Equal(RegionTier.Province, GuizhouRegions.Province.Tier);
    }

    [Theory]
    [InlineData("520221", "水城县", "520204 (水城区)")]
    [InlineData("520222", "盘县", "520281 (盘州市)")]
    [InlineData("520321", "遵义县", "520304 (播州区)")]
    [InlineData("520421", "平坝县", "520403 (平坝区)")]
    [InlineData("520522", "黔西县", "520581 (黔西市)")]
    [InlineData("522322", "兴仁县", "522302 (兴仁市)")]
    public void A_historic_code_is_accepted_with_a_warning_that_names_its_successor(string code, string name, string successor)
    {
        var region = RegionCode.Of(code);
        var warning = Assert.Single(region.Warnings("region"));

        Assert.Equal(name, region.Name);
        Assert.DoesNotContain(region, GuizhouRegions.Counties);
        Assert.Equal("region-code-historic", warning.Code);
        Assert.Contains(successor, warning.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("520199", "Region code 520199 is no prefecture or county of Guizhou")]
    [InlineData("520001", "Region code 520001 is no prefecture or county of Guizhou")]
    [InlineData("990000", "Region code 990000 begins with 99, which is the code of no province")]
    [InlineData("100001", "Region code 100001 begins with 10")]
    [InlineData("52000O", "Position 6 of the region code is \"O\"")]
    [InlineData("52", "\"52\" has 2 characters, but a region code has 6 digits")]
    [InlineData(null, "No region code is given")]
    public void A_code_of_no_region_is_refused_with_what_is_wrong(string? text, string sentence) =>
        Assert.StartsWith(sentence, Refused<RegionCode>(text).Detail, StringComparison.Ordinal);
}
