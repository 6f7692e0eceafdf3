using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Konnect.BuildingBlocks.Infrastructure.Demonstration;
using Konnect.BuildingBlocks.Infrastructure.Messaging;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Host.Tests;

/// <summary>What somebody of the office does on the pages of a served host.</summary>
internal static class Office
{
    /// <summary>Opens the accounts of the demonstration and signs in as one of them.</summary>
    public static async Task<Visitor> SignInAsync(KonnectHost host, string role = "office")
    {
        var lines = await host.InScopeAsync(services => services.GetServices<IDemonstration>().MaxBy(d => d.Order)!.FillAsync("", CancellationToken.None));
        var visitor = new Visitor(host);
        await visitor.SignInAsync($"{role}@regenboog.example", Regex.Match(lines[0], @"password (\S+):").Groups[1].Value);
        return visitor;
    }

    /// <summary>Makes a token for reports; the page of tokens stays open.</summary>
    public static async Task<string> MakeTokenAsync(this Visitor office, string name)
    {
        await office.OpenAsync("/tokens");
        await office.SubmitAsync("create", ("Input.Name", name));
        return office.Page.QuerySelector("main code")!.TextContent;
    }

    /// <summary>Waits until every event is followed: a host that serves follows them at the same time, and facts come with them.</summary>
    public static async Task SettledAsync(KonnectHost host)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if (!await host.InScopeAsync(services => services.GetRequiredService<MessagingDbContext>().Outbox.AnyAsync(m => !m.IsDead)))
                return;
            await Task.Delay(100);
        }

        throw new TimeoutException("The outbox did not empty.");
    }

    /// <summary>A program that signs in with a token.</summary>
    public static HttpClient Program(KonnectHost host, string token)
    {
        var client = host.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"apikey:{token}")));
        return client;
    }
}
