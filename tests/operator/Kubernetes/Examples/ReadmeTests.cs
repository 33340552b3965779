using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Controllers;
using Slipway.Tests.Support;

namespace Slipway.Kubernetes.Tests.Examples;

/// <summary>The README shows a complete controller: it compiles, is short, and works.</summary>
public sealed class ReadmeTests
{
    private const string Fence = "```";

    private static string[] Example { get; } =
        [.. Lines("operator/Kubernetes/README.md").SkipWhile(line => line != Fence + "csharp").Skip(1).TakeWhile(line => line != Fence)];

    [Fact]
    public void The_example_has_at_most_thirty_lines() => Example.Length.ShouldBeInRange(10, 30);

    [Theory]
    [InlineData("GreeterProgram.cs", true)]
    [InlineData("Greeter.cs", false)]
    public void The_example_is_the_code_that_is_compiled_here(string file, bool isProgram)
    {
        var end = Array.IndexOf(Example, "");
        var shown = isProgram ? Example[..end] : Example[(end + 1)..];

        Text(Lines($"tests/operator/Kubernetes/Examples/{file}")).ShouldContain(Text(shown));
    }

    [Fact]
    public void The_example_greets_who_asks_for_it_and_mends_what_others_change()
    {
        using var fixture = new OperatorFixture(add: builder => builder.AddController<Greeter, V1Namespace>(
            sources => sources.Watches<V1ConfigMap>(config => [new EntityKey("", config.Metadata.Namespace!)], "app=greeter")));
        fixture.Server.Create(new V1Namespace { Metadata = { Name = "asks", Labels = new() { ["greet"] = "World" } } });
        fixture.Server.Create(new V1Namespace { Metadata = { Name = "does-not" } });
        fixture.Start();
        fixture.RunFor(1);
        var greeting = fixture.Server.All<V1ConfigMap>(null).ShouldHaveSingleItem();
        greeting.Metadata.Namespace.ShouldBe("asks");
        greeting.Data!["text"].ShouldBe("Hello World");

        greeting.Data["text"] = "changed";
        fixture.Server.Update(greeting);
        fixture.RunFor(1);

        fixture.Server.Find<V1ConfigMap>(new EntityKey("asks", "greeting"))!.Data!["text"].ShouldBe("Hello World");
    }

    private static string[] Lines(string path) => File.ReadAllLines(Path.Join(RepositoryPaths.Root, path));

    private static string Text(IEnumerable<string> lines) => string.Join('\n', lines.Select(line => line.Trim()));
}
