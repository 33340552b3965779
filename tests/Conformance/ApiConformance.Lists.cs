namespace Slipway.Conformance;

public abstract partial class ApiConformance
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(500)]
    public async Task A_list_is_whole_whatever_the_page_size(int pageSize)
    {
        for (var i = 0; i < 7; i++)
            await CreateConfigMapAsync($"page-{i}");

        var list = await Client.ListAsync<V1ConfigMap>(Namespace, new ListOptions { PageSize = pageSize }, None);

        list.Items.Where(item => item.Metadata.Name!.StartsWith("page-", StringComparison.Ordinal)).Select(item => item.Metadata.Name!)
            .ShouldBe(Enumerable.Range(0, 7).Select(i => $"page-{i}"));
        list.Metadata.ResourceVersion.ShouldNotBeNullOrEmpty();
        list.Metadata.Continue.ShouldBeNull();
    }

    [Theory]
    [InlineData("app=web", "web-1,web-2")]
    [InlineData("app==web,tier!=cache", "web-1")]
    [InlineData("app in (web,db)", "db,web-1,web-2")]
    [InlineData("app,app notin (web)", "db")]
    [InlineData("tier", "web-2")]
    [InlineData("app,!tier", "db,web-1")]
    public async Task Label_selectors_choose(string selector, string expected)
    {
        await CreateLabelledAsync("web-1", ("app", "web"));
        await CreateLabelledAsync("web-2", ("app", "web"), ("tier", "cache"));
        await CreateLabelledAsync("db", ("app", "db"));

        var list = await Client.ListAsync<V1ConfigMap>(Namespace, new ListOptions { LabelSelector = selector }, None);

        string.Join(',', list.Items.Select(item => item.Metadata.Name!).Order(StringComparer.Ordinal)).ShouldBe(expected);
    }

    [Fact]
    public async Task A_field_selector_chooses_by_name()
    {
        await CreateConfigMapAsync("a");
        await CreateConfigMapAsync("b");
        var list = await Client.ListAsync<V1ConfigMap>(Namespace, new ListOptions { FieldSelector = "metadata.name=b" }, None);
        list.Items.Single().Metadata.Name.ShouldBe("b");
    }

    [Fact]
    public async Task A_selector_that_makes_no_sense_is_refused()
    {
        var refusal = await Should.ThrowAsync<KubernetesApiException>(
            () => Client.ListAsync<V1ConfigMap>(Namespace, new ListOptions { LabelSelector = "a=b=c" }, None));
        ((int)refusal.StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task Without_a_namespace_a_list_spans_all()
    {
        await CreateConfigMapAsync("mine");
        var list = await Client.ListAsync<V1ConfigMap>(null, new ListOptions { FieldSelector = "metadata.name=mine" }, None);
        list.Items.ShouldContain(item => item.Metadata.Namespace == Namespace);
    }

    private Task<V1ConfigMap> CreateLabelledAsync(string name, params (string Key, string Value)[] labels)
    {
        var labelled = ConfigMap(name);
        labelled.Metadata.Labels = labels.ToDictionary(label => label.Key, label => label.Value, StringComparer.Ordinal);
        return Client.CreateAsync(labelled, WriteOptions.Default, None);
    }
}
