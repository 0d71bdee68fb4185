/** A host with a module descriptor: what of BotFlow it names is all it can import. */
module hello {
  requires dev.botflow.engine;
  requires dev.botflow.rules;
  requires dev.botflow.sinch;
}
