using System.Text;
using Traceability.Hosting.Bulk;

namespace Traceability.Hosting.Tests.Bulk;

public sealed class TablesTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@sum")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("＝1+1")]
    [InlineData("＋1")]
    [InlineData("－1")]
    [InlineData("＠sum")]
    public void What_a_spreadsheet_would_work_out_gets_an_apostrophe(string cell) =>
        Assert.Equal($"'{cell}", Encoding.UTF8.GetString(Tables.CsvOf([[cell]], withMark: false)).TrimEnd('\n', '\r').Trim('"'));
}
