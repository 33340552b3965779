using System.Diagnostics;
using System.Text;

namespace Slipway.EndToEnd.Harness;

/// <summary>Many requests at the same moment.</summary>
public static class Burst
{
    /// <summary>Sends them, and waits for all answers.</summary>
    /// <param name="target">Where to POST.</param>
    /// <param name="body">JSON of every request.</param>
    /// <param name="count">How many.</param>
    /// <returns>How long each took, in order.</returns>
    /// <exception cref="HttpRequestException">One was not answered well.</exception>
    public static async Task<IReadOnlyList<TimeSpan>> SendAsync(Uri target, string body, int count)
    {
        using var http = new HttpClient(new SocketsHttpHandler()) { Timeout = TimeSpan.FromSeconds(60) };
        var began = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => SendAsync(http, target, body, began)));
        return [.. answers.Order()];
    }

    private static async Task<TimeSpan> SendAsync(HttpClient http, Uri target, string body, long began)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(target, content);
        var took = Stopwatch.GetElapsedTime(began);
        return answer.IsSuccessStatusCode
            ? took
            : throw new HttpRequestException($"{(int)answer.StatusCode} after {took.TotalSeconds:0.0} s: {await answer.Content.ReadAsStringAsync()}");
    }
}
