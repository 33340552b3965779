using System.Xml.Linq;

namespace Slipway.Architecture.Tests;

public sealed class ReferenceTests
{
    /// <summary>Project → what it may reference.</summary>
    public static TheoryData<string, string[]> Allowed { get; } = new()
    {
        { "operator/Kubernetes", [] },
        { "operator/Telemetry", [] },
        { "operator/Api", ["operator/Kubernetes"] },
        { "operator/Planning", ["operator/Api", "operator/Kubernetes"] },
        { "operator/Controllers", ["operator/Planning", "operator/Api", "operator/Kubernetes", "operator/Telemetry"] },
        { "operator/Gateway", ["operator/Api", "operator/Kubernetes", "operator/Telemetry"] },
        { "operator/Local", ["operator/Api", "operator/Kubernetes"] },
        { "runtime/OnnxRuntime", [] },
        { "runtime/Protocol", ["runtime/Serving"] },
        { "runtime/Serving", [] },
        { "runtime/Onnx", ["runtime/Serving", "runtime/OnnxRuntime"] },
        { "runtime/Server", ["runtime/Protocol", "runtime/Serving", "runtime/Onnx", "operator/Telemetry"] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void A_project_references_only_what_it_may(string project, string[] allowed) =>
        ReferencesOf(project).Except(allowed).ShouldBeEmpty();

    [Fact]
    public void The_program_references_only_the_operators_tree() =>
        ReferencesOf("operator/Cli").ShouldAllBe(reference => reference.StartsWith("operator/"));

    [Fact]
    public void Every_project_has_a_row()
    {
        var known = Allowed.Select(row => (string)row[0]).Append("operator/Cli");

        Sources.Projects().Where(project => !project.StartsWith("tests/")).Except(known).ShouldBeEmpty();
    }

    [Fact]
    public void No_product_references_a_test() =>
        Sources.Projects().Where(project => !project.StartsWith("tests/"))
            .SelectMany(ReferencesOf)
            .ShouldAllBe(reference => !reference.StartsWith("tests/"));

    private static IEnumerable<string> ReferencesOf(string project) =>
        Sources.Files(".csproj").Where(file => Sources.FolderOf(file) == project)
            .SelectMany(file => XDocument.Parse(Sources.Read(file)).Descendants("ProjectReference"))
            .Select(reference => Sources.FolderOf(reference.Attribute("Include")!.Value.Replace("$(RepositoryRoot)", "")));
}
