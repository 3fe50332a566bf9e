using System.Buffers.Text;
using System.Text;
using CsCheck;
using Traceability.Audit.Family;
using Traceability.Fixtures.Fuzzing;
using Traceability.Hosting;

namespace Traceability.Audit.Tests;

/// <summary>Where a page ended comes back as it was given, or is refused.</summary>
public sealed class CursorTests
{
    private static readonly FamilyPlace Place = new(Direction.Into, 3, "battery:GZ9PE0100000A1G6K0000012", "lot:lot-1", LinkKind.UsedIn, 7);

    [Fact]
    public void A_place_is_read_back_as_it_was() => Gen.Select(Mutated.AnyOf(Enum.GetValues<Direction>()), Gen.Int, Mutated.AnyOf(Enum.GetValues<LinkKind>()), Gen.Int).Sample((direction, depth, kind, number) =>
    {
        var place = Place with { Direction = direction, Depth = depth, Kind = kind, Number = number };
        Assert.Null(FamilyPlace.Read(place.ToCursor(), out var read));
        Assert.Equal(place, read);
    });

    [Fact]
    public void A_changed_cursor_is_read_or_refused()
    {
        var cursor = Place.ToCursor();
        var changedInside = Mutated.Of(Base64Url.DecodeFromChars(cursor)).Select(bytes => Base64Url.EncodeToString(bytes));
        Gen.OneOf(changedInside, Mutated.Of(Encoding.ASCII.GetBytes(cursor)).Select(Encoding.UTF8.GetString), Gen.String).Sample(
            text =>
            {
                Assert.InRange(Cursors.Read(text, 3).Length, 0, 3);
                if (FamilyPlace.Read(text, out var place) is { } refusal)
                {
                    Assert.Equal(HostingRefusals.MalformedParameter, refusal.Kind);
                    return;
                }

                Assert.Null(FamilyPlace.Read(place!.ToCursor(), out var again));
                Assert.Equal(place, again);
                Assert.True(Enum.IsDefined(place.Direction) && Enum.IsDefined(place.Kind));
            },
            time: Mutated.Seconds);
    }
}
