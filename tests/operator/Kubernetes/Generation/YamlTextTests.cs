using System.Text.Json.Nodes;
using Slipway.Kubernetes.Generation;

namespace Slipway.Kubernetes.Tests.Generation;

public sealed class YamlTextTests
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("true", "'true'")]
    [InlineData("No", "'No'")]
    [InlineData("null", "'null'")]
    [InlineData("1", "'1'")]
    [InlineData("1e3", "'1e3'")]
    [InlineData("0x1f", "'0x1f'")]
    [InlineData(".5", "'.5'")]
    [InlineData(".inf", "'.inf'")]
    [InlineData(".spec.replicas", ".spec.replicas")]
    [InlineData("", "''")]
    [InlineData("~", "'~'")]
    [InlineData("*", "'*'")]
    [InlineData("- x", "'- x'")]
    [InlineData("a: b", "'a: b'")]
    [InlineData("a #b", "'a #b'")]
    [InlineData("it's", "it's")]
    [InlineData("2026-01-01", "'2026-01-01'")]
    [InlineData("trailing ", "'trailing '")]
    public void Quotes_whatever_could_be_read_as_something_else(string text, string written) =>
        new Manifest("x", new JsonObject { ["a"] = text }).ToYaml().ShouldBe($"a: {written}\n");

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("ends with one\n")]
    [InlineData("ends with two\n\n")]
    [InlineData(" starts with space\nx")]
    [InlineData("tab\tand \u0007 bell")]
    [InlineData("umlaut ä, emoji 😀")]
    public void Any_text_survives_being_written_and_read(string text)
    {
        var manifest = new Manifest("x", new JsonObject { ["a"] = text });
        YamlReader.Read(manifest.ToYaml())!["a"]!.GetValue<string>().ShouldBe(text);
    }

    [Fact]
    public void Empty_lists_and_objects_and_nulls_are_written_in_line() =>
        new Manifest("x", new JsonObject { ["a"] = new JsonArray(), ["b"] = new JsonObject(), ["c"] = null })
            .ToYaml().ShouldBe("a: []\nb: {}\nc: null\n");

    [Fact]
    public void Members_are_sorted_and_items_keep_their_order() =>
        new Manifest("x", new JsonObject { ["b"] = new JsonArray("z", "x"), ["a"] = 1 }).ToYaml().ShouldBe("a: 1\nb:\n- z\n- x\n");
}
