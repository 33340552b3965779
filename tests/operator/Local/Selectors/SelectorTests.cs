using System.Text.Json.Nodes;
using Slipway.Kubernetes.Models;
using Slipway.Local.Kinds;
using Slipway.Local.Selectors;

namespace Slipway.Local.Tests.Selectors;

public sealed class SelectorTests
{
    private static readonly JsonObject Pod = JsonNode.Parse(
        """{"metadata":{"name":"p","namespace":"n","labels":{"app":"web","slipway.dev/model":"ocr","empty":""}},"status":{"phase":"Running"}}""")!.AsObject();

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("app=web", true)]
    [InlineData("app==web", true)]
    [InlineData("app = web , slipway.dev/model=ocr", true)]
    [InlineData("app=db", false)]
    [InlineData("app!=db", true)]
    [InlineData("missing!=db", true)]
    [InlineData("app", true)]
    [InlineData("missing", false)]
    [InlineData("!missing", true)]
    [InlineData("!app", false)]
    [InlineData("empty=", true)]
    [InlineData("app in (db, web)", true)]
    [InlineData("app in (db),slipway.dev/model", false)]
    [InlineData("app notin (db)", true)]
    [InlineData("missing notin (db)", true)]
    [InlineData("app=web,app!=web", false)]
    public void Labels_select(string? selector, bool matches) => LabelSelector.Parse(selector).Matches(Pod).ShouldBe(matches);

    [Theory]
    [InlineData("a in b")]
    [InlineData("=b")]
    [InlineData("a=b,,c")]
    [InlineData("a=b,")]
    [InlineData("a b")]
    public void What_is_no_label_selector_is_refused(string selector) => Should.Throw<SelectorException>(() => LabelSelector.Parse(selector));

    [Theory]
    [InlineData("metadata.name=p", true)]
    [InlineData("metadata.name==p,status.phase!=Running", false)]
    [InlineData("metadata.namespace!=m", true)]
    [InlineData("spec.nodeName=", true)]
    [InlineData("status.phase=Running", true)]
    public void Fields_select(string selector, bool matches) => FieldSelector.Parse(BuiltInTypes.Of<V1Pod>(), selector).Matches(Pod).ShouldBe(matches);

    [Theory]
    [InlineData("spec.unknown=a", "field label not supported: spec.unknown")]
    [InlineData("metadata.name", "can't understand 'metadata.name'")]
    public void Fields_that_cannot_select_are_refused(string selector, string why) =>
        Should.Throw<SelectorException>(() => FieldSelector.Parse(BuiltInTypes.Of<V1Pod>(), selector)).Message.ShouldContain(why);
}
