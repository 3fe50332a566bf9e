using System.Reflection;
using NetArchTest.Rules;
using Traceability.Dossiers;

namespace Traceability.Architecture.Tests;

public sealed class LayerTests
{
    private static readonly string[] Frameworks =
        ["Microsoft.AspNetCore", "Microsoft.Extensions", "Microsoft.Data", "MassTransit", "RabbitMQ", "MongoDB", "OpenIddict", "Swashbuckle"];

    [Fact]
    public void Contracts_references_nothing_but_the_platform() =>
        Assert.All(Source.Contracts.GetReferencedAssemblies(), reference => Assert.StartsWith("System", reference.Name, StringComparison.Ordinal));

    [Fact]
    public void Services_never_reference_each_other() => Assert.All(Source.Services, service => Assert.DoesNotContain(
        service.GetReferencedAssemblies(),
        reference => Source.ServiceNames.Any(other => reference.Name == $"Traceability.{other}" && reference.Name != service.GetName().Name)));

    [Fact]
    public void Shared_projects_reference_no_service() => Assert.All(
        Source.All.Except(Source.Services).Where(assembly => assembly.GetName().Name != "Traceability.Standalone"),
        assembly => Assert.DoesNotContain(assembly.GetReferencedAssemblies(), reference => Source.ServiceNames.Contains(reference.Name!.Split('.')[^1])));

    [Fact]
    public void Decisions_see_no_framework()
    {
        var deciders = Source.Services.SelectMany(service => service.GetTypes()).Where(Decides).Select(type => type.FullName!).ToHashSet();
        Assert.True(deciders.Count >= 15, $"Only {deciders.Count} types decide: {string.Join(", ", deciders)}");

        var offenders = Types.InAssemblies(Source.Services).That().HaveDependencyOnAny(Frameworks).GetTypes().Select(type => type.FullName!).ToHashSet();
        Assert.Equal([], deciders.Intersect(offenders));
    }

    [Theory]
    [InlineData("Microsoft.Data.Sqlite", "Sqlite")]
    [InlineData("MongoDB", "Mongo")]
    public void Only_the_stores_and_their_set_up_see_the_database_driver(string driver, string name) => Assert.All(
        Types.InAssemblies(Source.All).That().HaveDependencyOn(driver).GetTypes(),
        type => Assert.Contains(name, type.FullName, StringComparison.Ordinal));

    [Fact]
    public void Only_the_bus_sees_the_broker() => Assert.All(
        Types.InAssemblies(Source.All).That().HaveDependencyOnAny("MassTransit", "RabbitMQ").GetTypes(),
        type => Assert.StartsWith("Traceability.Hosting.Bus", type.FullName, StringComparison.Ordinal));

    [Fact]
    public void Every_class_is_sealed_abstract_or_static() => Assert.Empty(Source.All
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !type.Name.Contains('<', StringComparison.Ordinal) && type.Name != "Program")
        .Select(type => type.FullName));

    private static bool Decides(Type type) => type
        .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Any(method => method.ReturnType == typeof(Decision) && method.Name.StartsWith("Decide", StringComparison.Ordinal));
}
