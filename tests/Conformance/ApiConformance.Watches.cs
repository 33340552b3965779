namespace Slipway.Conformance;

public abstract partial class ApiConformance
{
    [Fact]
    public async Task A_watch_yields_every_change_after_its_version_in_order()
    {
        var version = await VersionAsync();
        await CreateConfigMapAsync("a", ("k", "1"));
        await PatchKeyAsync("a", "2");
        await CreateConfigMapAsync("b");
        await Client.DeleteAsync<V1ConfigMap>("a", Namespace, DeleteOptions.Background, None);

        var seen = await WatchAsync(4, new WatchOptions { ResourceVersion = version });

        seen.Select(change => (change.Type, change.Entity.Metadata.Name)).ShouldBe(
        [
            (WatchEventType.Added, "a"), (WatchEventType.Modified, "a"), (WatchEventType.Added, "b"), (WatchEventType.Deleted, "a"),
        ]);
        seen[1].Entity.Data!["k"].ShouldBe("2");
        seen[3].Entity.Data!["k"].ShouldBe("2");
        seen[3].Entity.Metadata.ResourceVersion.ShouldNotBe(seen[1].Entity.Metadata.ResourceVersion);
    }

    [Fact]
    public async Task A_watch_resumes_after_any_version_it_has_shown()
    {
        var version = await VersionAsync();
        await CreateConfigMapAsync("a", ("k", "1"));
        await PatchKeyAsync("a", "2");
        await PatchKeyAsync("a", "3");
        var first = (await WatchAsync(1, new WatchOptions { ResourceVersion = version })).Single();

        var rest = await WatchAsync(2, new WatchOptions { ResourceVersion = first.Entity.Metadata.ResourceVersion });

        rest.Select(change => change.Entity.Data!["k"]).ShouldBe(["2", "3"]);
    }

    [Fact]
    public async Task A_watch_without_a_version_begins_with_what_exists()
    {
        await CreateConfigMapAsync("a");
        await CreateConfigMapAsync("b");
        var seen = await WatchAsync(2, new WatchOptions());
        seen.ShouldAllBe(change => change.Type == WatchEventType.Added);
        seen.Select(change => change.Entity.Metadata.Name!).Order().ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task To_a_watch_with_a_selector_objects_appear_and_disappear_as_they_match()
    {
        var version = await VersionAsync();
        await CreateLabelledAsync("a", ("app", "other"));
        await LabelAsync("web");
        await LabelAsync("other");

        var seen = await WatchAsync(2, new WatchOptions { ResourceVersion = version, LabelSelector = "app=web" });

        seen.Select(change => change.Type).ShouldBe([WatchEventType.Added, WatchEventType.Deleted]);
    }

    [Fact]
    public async Task A_watch_from_an_expired_version_is_gone_and_from_an_old_one_begins_there()
    {
        var created = await CreateConfigMapAsync("old");
        var options = new WatchOptions { ResourceVersion = await ExpiredVersionAsync(), Timeout = TimeSpan.FromSeconds(3) };
        try
        {
            var changes = await WatchAsync(int.MaxValue, options);
            MayKnowWholeHistory.ShouldBeTrue("the version has expired, so the watch should have been refused");
            changes.ShouldContain(change => change.Entity.Metadata.Uid == created.Metadata.Uid);
        }
        catch (KubernetesApiException refusal)
        {
            refusal.IsGone.ShouldBeTrue(refusal.Message);
        }
    }

    [Fact]
    public async Task A_watch_ends_at_its_time_and_sends_a_bookmark_before()
    {
        var version = await VersionAsync();
        await CreateConfigMapAsync("a");
        var start = TimeProvider.System.GetTimestamp();

        var options = new WatchOptions { ResourceVersion = version, Timeout = TimeSpan.FromSeconds(5) };
        var bookmarks = await WatchAsync(int.MaxValue, options, bookmarks: true);

        TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(20));
        bookmarks.ShouldNotBeEmpty();
        var resumed = await WatchAsync(
            int.MaxValue, options with { ResourceVersion = bookmarks[^1].Entity.Metadata.ResourceVersion, Timeout = TimeSpan.FromSeconds(1) });
        resumed.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_streaming_list_ends_with_the_bookmark_that_says_so_or_is_refused_as_invalid()
    {
        await CreateConfigMapAsync("a");
        await CreateConfigMapAsync("b");
        var seen = new List<string?>();
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            await foreach (var change in Client.WatchAsync<V1ConfigMap>(Namespace, new WatchOptions { SendInitialEvents = true }, limit.Token))
            {
                if (change.Type == WatchEventType.Bookmark)
                {
                    change.Entity.Metadata.Annotations.ShouldNotBeNull()[WatchOptions.InitialEventsEnd].ShouldBe("true");
                    break;
                }

                change.Type.ShouldBe(WatchEventType.Added);
                seen.Add(change.Entity.Metadata.Name);
            }

            seen.ShouldContain("a");
            seen.ShouldContain("b");
        }
        catch (KubernetesApiException refusal)
        {
            ((int)refusal.StatusCode).ShouldBe(422, refusal.Message);
        }
    }

    /// <summary>The version of the namespace's config maps now, once the server has put its own there.</summary>
    private async Task<string> VersionAsync() =>
        (await Client.ListAsync<V1ConfigMap>(Namespace, ListOptions.Everything, None)).Metadata.ResourceVersion!;

    private Task<V1ConfigMap> PatchKeyAsync(string name, string value) =>
        Client.PatchAsync<V1ConfigMap>(name, Namespace, Merge($$$"""{"data":{"k":"{{{value}}}"}}"""), WriteOptions.Default, None);

    private Task<V1ConfigMap> LabelAsync(string value) =>
        Client.PatchAsync<V1ConfigMap>("a", Namespace, Merge($$$$"""{"metadata":{"labels":{"app":"{{{{value}}}}"}}}"""), WriteOptions.Default, None);
}
