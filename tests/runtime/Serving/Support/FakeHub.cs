using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Slipway.Runtime.Serving.Tests.Support;

/// <summary>A model hub as its documentation describes it: revisions by API, small files directly, large ones by a redirect.</summary>
internal sealed class FakeHub(string repository)
{
    public string Commit { get; set; } = new('a', 40);

    /// <summary>Per commit and path.</summary>
    public Dictionary<(string Commit, string Path), FileAnswer> Files { get; } = [];

    /// <summary>Where files are redirected to, as large ones are; null: answered directly.</summary>
    public string? Storage { get; set; }

    /// <summary>Is called after each look-up of a revision.</summary>
    public Action AfterLookUp { get; set; } = static () => { };

    public void Add(string path, byte[] content) => Files[(Commit, path)] = new FileAnswer(content) { ETag = null };

    public async Task AnswerAsync(HttpContext context, int number)
    {
        var path = context.Request.Path.Value!;
        if (path.StartsWith($"/api/models/{repository}/revision/", StringComparison.Ordinal))
        {
            var revision = path.Split('/')[^1];
            var commit = revision is "main" or "v1" ? Commit : revision;
            var files = Files.Where(file => file.Key.Commit == commit)
                .Select(file => new { rfilename = file.Key.Path, size = file.Value.Content.Length, blobId = StoreFixture.Hex(file.Value.Content) });
            await context.Response.WriteAsync(JsonSerializer.Serialize(new { sha = commit, siblings = files }));
            AfterLookUp();
            return;
        }

        var parts = path.Split("/resolve/")[^1].Split('/', 2);
        if (!path.StartsWith($"/{repository}/resolve/", StringComparison.Ordinal) || !Files.TryGetValue((parts[0], parts[1]), out var answer))
        {
            context.Response.StatusCode = 404;
        }
        else if (Storage is null)
        {
            await answer.AnswerAsync(context, number);
        }
        else
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (302, Storage + "/blob?sig=SECRET");
        }
    }
}
